package io.webbrick.gateway.logging.store;

import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a stream begins a new file.
 *
 * @param maxBytes a file is closed before it would reach this many bytes; 0 sets no bound
 * @param when the period after which a file is closed; null when only size counts
 * @param interval how many periods a file spans; at least 1
 * @param atTime the time of day at which midnight and the week days turn; null is the end of the day
 * @param utc whether days and the names of files are those of UTC instead of the zone's
 * @param atStart whether what an earlier process wrote is closed when the file is opened
 */
public record Rotation(
        long maxBytes,
        @Nullable When when,
        int interval,
        @Nullable LocalTime atTime,
        boolean utc,
        boolean atStart) {
    /** Whether a clock that says so can be right; until it can, nothing is rotated or deleted by time. */
    public static boolean isPlausible(long epochMillis) {
        return epochMillis >= Period.PLAUSIBLE;
    }

    /** Never begins a new file. */
    public static final Rotation NEVER = new Rotation(0, null, 1);

    /** One whose days are the zone's and end at midnight, and that goes on with the file of an earlier process. */
    public Rotation(long maxBytes, @Nullable When when, int interval) {
        this(maxBytes, when, interval, null, false, false);
    }

    public Rotation {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes (" + maxBytes + ") must not be negative");
        }
        if (interval < 1) {
            throw new IllegalArgumentException("interval (" + interval + ") must be at least 1");
        }
    }

    /** A file is closed before it would reach {@code maxBytes} bytes. */
    public static Rotation bySize(long maxBytes) {
        return new Rotation(maxBytes, null, 1);
    }

    /** A file is closed at the first moment of each local day. */
    public static Rotation midnight() {
        return new Rotation(0, When.MIDNIGHT, 1);
    }

    /** The periods of CPython's TimedRotatingFileHandler; S, M, H and D count from the start of the file's period. */
    public enum When {
        S,
        M,
        H,
        D,
        MIDNIGHT,
        W0,
        W1,
        W2,
        W3,
        W4,
        W5,
        W6;

        /** Whether it turns at a time of day, and not so long after the first record of the file. */
        public boolean hasFixedStart() {
            return compareTo(MIDNIGHT) >= 0;
        }

        /** The period of this name in any case, as CPython reads it. */
        public static Optional<When> named(String name) {
            for (When when : values()) {
                if (when.name().equalsIgnoreCase(name)) {
                    return Optional.of(when);
                }
            }
            return Optional.empty();
        }
    }
}
