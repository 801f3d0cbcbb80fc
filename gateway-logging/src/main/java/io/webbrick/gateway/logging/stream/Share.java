package io.webbrick.gateway.logging.stream;

/**
 * How much of the ring a record may fill, by where it goes: when a disk is slow, what only Debug takes gives way first,
 * and EventLog and Error keep the rest. A small part is the writer's own, so that it can always say what it did.
 */
enum Share {
    /** Only Debug, or what else collects from all, takes it. */
    HALF,
    MOST,
    /** EventLog or Error takes it. */
    ALL;

    static Share of(LogStream[] streams) {
        boolean first = false;
        boolean last = true;
        for (LogStream stream : streams) {
            Role role = stream.spec().role();
            first |= role == Role.EVENT_LOG || role == Role.ERROR;
            last &= stream.spec().collectsAll() || role == Role.DEBUG;
        }
        return first ? ALL : last ? HALF : MOST;
    }

    /** The bytes of a ring of this capacity. */
    int bytes(int capacity) {
        return switch (this) {
            case HALF -> capacity / 2;
            case MOST -> capacity / 5 * 4;
            case ALL -> capacity / 32 * 31;
        };
    }
}
