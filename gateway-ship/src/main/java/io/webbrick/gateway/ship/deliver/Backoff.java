package io.webbrick.gateway.ship.deliver;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: at random up to a bound that doubles from one second to five minutes, so that a fleet
 * does not come back all at once; never earlier than the other side wishes, which may ask for an hour at most. One thread.
 */
final class Backoff {
    private static final long FIRST = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);
    private static final Duration LONGEST_WISH = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 9;

    private final DoubleSupplier random;
    private int failures;
    private int denials;

    /** @param random from 0 to 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** After one more failure. */
    long nanos(@Nullable Duration wish) {
        long bound = Math.min(LONGEST, FIRST << Math.min(failures++, MOST_DOUBLINGS));
        long ours = FIRST / 10 + (long) ((bound - FIRST / 10) * random.getAsDouble());
        if (wish == null || wish.isNegative()) {
            return ours;
        }
        Duration heeded = wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
        return heeded.toNanos() + (long) (FIRST * random.getAsDouble());
    }

    /** Without credentials nothing helps soon: one quick attempt with fresh ones, then every five minutes. */
    long deniedNanos() {
        failures++;
        return denials++ == 0 ? FIRST : LONGEST;
    }

    /** Attempts that failed since the last success. */
    int failures() {
        return failures;
    }

    void reset() {
        failures = 0;
        denials = 0;
    }
}
