package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many days of records a stream keeps when as many come as of late: pure functions. */
final class Keeping {
    private static final Duration TOO_SHORT = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double DAY_SECONDS = 86_400;
    private static final long MOST_DAYS = 36_500;

    private Keeping() {}

    /**
     * A file of a stream.
     *
     * @param bytes what it takes where its records will be kept: packed, when they are going to be
     * @param last when something was written into it last
     */
    record Piece(double bytes, Instant last) {}

    /**
     * How many bytes come in a day: in the last 24 hours, a file that was begun before them for the part of its time that lies
     * in them; over the whole history when that is younger, or nothing came. Negative when less than an hour of records tells
     * too little.
     *
     * @param files oldest first
     * @param oldest the time of the oldest record
     */
    static double perDay(List<Piece> files, @Nullable Instant oldest, Instant now) {
        double all = files.stream().mapToDouble(Piece::bytes).sum();
        if (oldest == null || all <= 0 || Duration.between(oldest, now).compareTo(TOO_SHORT) < 0) {
            return -1;
        }
        Instant yesterday = now.minus(DAY);
        double today = 0;
        Instant begin = oldest;
        for (Piece file : files) {
            double seconds = Math.max(1, Duration.between(begin, file.last()).toSeconds());
            double inside = Duration.between(begin.isAfter(yesterday) ? begin : yesterday, file.last())
                    .toSeconds();
            if (file.last().isAfter(yesterday)) {
                today += file.bytes() * Math.min(1, Math.max(1, inside) / seconds);
            }
            begin = file.last();
        }
        boolean young = !oldest.isBefore(yesterday);
        return young || today <= 0
                ? all * DAY_SECONDS / Duration.between(oldest, now).toSeconds()
                : today;
    }

    /**
     * The days; null when nothing bounds them, or the rate is not known. A bound on the number of files is told in bytes of
     * files as they are now.
     *
     * @param perDay bytes that come in a day; negative when that is not known
     * @param bytes what its files hold now, packed or not
     * @param files how many there are
     */
    static @Nullable Long days(
            double perDay,
            long bytes,
            int files,
            Retention retention,
            BudgetShare share,
            @Nullable BudgetStatus budget) {
        if (perDay <= 0 || bytes <= 0) {
            return null;
        }
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
