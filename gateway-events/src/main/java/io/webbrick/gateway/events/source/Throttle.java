package io.webbrick.gateway.events.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Lets one warning through per minute and counts the others. One thread. */
final class Throttle {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private @Nullable Instant passed;
    private long suppressed;

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether a warning may be written now; if not, it is counted. A clock that was set back lets it through. */
    boolean tryPass() {
        Instant now = clock.instant();
        Instant before = passed;
        if (before != null && !now.isBefore(before) && now.isBefore(before.plus(MINUTE))) {
            suppressed++;
            return false;
        }
        passed = now;
        return true;
    }

    /** How many were counted since the last call. */
    long takeSuppressed() {
        long count = suppressed;
        suppressed = 0;
        return count;
    }
}
