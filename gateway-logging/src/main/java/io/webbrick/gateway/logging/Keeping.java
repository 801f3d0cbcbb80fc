package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.Retention;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many days of records a stream keeps when as many come as of late: pure functions. */
final class Keeping {
    private static final Duration TOO_SHORT = Duration.ofHours(1);
    private static final double DAY_SECONDS = 86_400;
    private static final long MOST_DAYS = 36_500;

    private Keeping() {}

    /**
     * The days; null when nothing bounds them, or less than an hour of records tells too little about their rate. A bound
     * on the number of files is told in bytes of files as they are now.
     *
     * @param bytes what its files hold now, packed or not
     * @param files how many there are
     * @param oldest the time of its oldest record
     */
    static @Nullable Long days(
            long bytes,
            int files,
            @Nullable Instant oldest,
            Instant now,
            Retention retention,
            BudgetShare share,
            @Nullable BudgetStatus budget) {
        if (oldest == null || bytes <= 0 || Duration.between(oldest, now).compareTo(TOO_SHORT) < 0) {
            return null;
        }
        double perDay = bytes * DAY_SECONDS / Duration.between(oldest, now).toSeconds();
        double days = Double.MAX_VALUE;
        if (retention.maxAge() != null) {
            days = retention.maxAge().toSeconds() / DAY_SECONDS;
        }
        if (retention.maxBytes() > 0) {
            days = Math.min(days, retention.maxBytes() / perDay);
        }
        if (retention.maxFiles() > 0 && files > 1) {
            days = Math.min(days, (double) bytes / files * (retention.maxFiles() + 1) / perDay);
        }
        if (budget != null) {
            days = Math.min(days, room(bytes, share, budget) / perDay);
        }
        return days == Double.MAX_VALUE ? null : Math.min(MOST_DAYS, (long) days);
    }

    /** What the stream may grow to while the others stay as they are: its share, or what it has and what is free. */
    private static double room(long bytes, BudgetShare share, BudgetStatus budget) {
        double free = Math.max(0, budget.limitBytes() - budget.usedBytes());
        return Math.min(bytes + free, budget.limitBytes() / 100.0 * share.ceilingPercent());
    }
}
