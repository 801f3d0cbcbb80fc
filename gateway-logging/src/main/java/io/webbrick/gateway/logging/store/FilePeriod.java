package io.webbrick.gateway.logging.store;

import java.time.ZoneId;

/**
 * The period whose records one newest file holds: it begins with the first of them. Of the thread that writes the file.
 */
final class FilePeriod {
    private long start;
    private long end = Long.MAX_VALUE;

    /** A record from before this moment is not just late: the clock was set back. */
    private long back = Long.MIN_VALUE;

    /** The file is empty. */
    void none() {
        end = Long.MAX_VALUE;
        back = Long.MIN_VALUE;
    }

    /** Whether there is a record that it began with. */
    boolean isBegun() {
        return end != Long.MAX_VALUE;
    }

    /** Begins with a record of this moment. */
    void begin(long recordMillis, Rotation rotation, ZoneId zone) {
        start = recordMillis;
        Rotation.When when = rotation.when();
        end = when == null ? Long.MAX_VALUE - 1 : Period.plausibleEnd(rotation, when, recordMillis, zone);
        back = when == null ? Long.MIN_VALUE : recordMillis - Period.LATE_MILLIS;
    }

    /** The same file under other rules. */
    void follow(Rotation rotation, ZoneId zone) {
        begin(start, rotation, zone);
    }

    /** Whether a record of this moment belongs to another one. */
    boolean isOver(long recordMillis) {
        return recordMillis >= end || recordMillis < back;
    }

    /** What history calls it. */
    String text(Rotation rotation, Rotation.When when, ZoneId zone) {
        return Period.text(rotation, when, start, zone);
    }
}
