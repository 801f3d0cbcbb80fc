package io.webbrick.gateway.ship.deliver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch ends, whichever comes first. Immutable.
 *
 * @param bytes as the sender counts them; a single record may have more
 * @param count records
 * @param age of the record that was read first, since it was read
 * @param span between the earliest and the latest time in it; null when that does not matter
 * @param attempts how often a batch is tried before it is given up; 0 for as long as its lines are kept
 * @param pace the least time between two requests
 */
public record Limits(
        long bytes, int count, Duration age, @Nullable Duration span, int attempts, Duration pace) {
    /** A batch that may follow the one before at once. */
    public Limits(long bytes, int count, Duration age, @Nullable Duration span, int attempts) {
        this(bytes, count, age, span, attempts, Duration.ZERO);
    }

    public Limits {
        if (bytes < 1 || count < 1 || age.isNegative() || attempts < 0) {
            throw new IllegalArgumentException("a batch of " + bytes + " bytes, " + count + " records, age " + age
                    + ", " + attempts + " attempts");
        }
    }
}
