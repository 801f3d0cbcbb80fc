package io.webbrick.gateway.logging.store;

/**
 * A segment that waits for compression, under the name that rotations have given it by now. Guarded by its stream's
 * history lock.
 */
final class WaitingSegment {
    private final long bytes;
    private SegmentName name;

    WaitingSegment(SegmentName name, long bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** How large it was when it was closed. */
    long bytes() {
        return bytes;
    }

    SegmentName name() {
        return name;
    }

    void name(SegmentName now) {
        name = now;
    }
}
