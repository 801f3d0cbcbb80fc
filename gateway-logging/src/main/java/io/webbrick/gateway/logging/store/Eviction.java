package io.webbrick.gateway.logging.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which history files go when the budget is full: a pure function of what is there. A stream above its ceiling
 * gives its own oldest files; then the stream of the lowest order that has more than its floor gives its oldest; when
 * all are at their floors, these give way in the same order. Newest files never go.
 */
final class Eviction {
    private Eviction() {}

    /**
     * What one stream holds, in allocated bytes.
     *
     * @param newest of the file that is written, what it is about to grow included
     * @param history of the others, oldest first
     */
    record Held(BudgetShare share, long newest, List<Long> history) {
        Held {
            history = List.copyOf(history);
        }
    }

    /**
     * How many of the oldest files of each stream go.
     *
     * @param limit what shares are hundredths of
     * @param excess bytes that must go from all streams together
     */
    static int[] choose(List<Held> streams, long limit, long excess) {
        List<Count> counts = new ArrayList<>();
        streams.forEach(held -> counts.add(new Count(held)));
        long left = excess;
        for (Count count : counts) {
            while (count.hasHistory() && count.bytes > count.held.share().ceiling(limit)) {
                left -= count.giveOldest();
            }
        }
        while (left > 0) {
            Count next = next(counts, limit);
            if (next == null) {
                break;
            }
            left -= next.giveOldest();
        }
        return counts.stream().mapToInt(count -> count.gone).toArray();
    }

    private static @Nullable Count next(List<Count> counts, long limit) {
        Count aboveFloor = null;
        Count any = null;
        for (Count count : counts) {
            if (count.hasHistory()) {
                any = lower(any, count);
                if (count.bytes - count.oldest() >= count.held.share().floor(limit)) {
                    aboveFloor = lower(aboveFloor, count);
                }
            }
        }
        return aboveFloor != null ? aboveFloor : any;
    }

    private static Count lower(@Nullable Count one, Count other) {
        return one != null && one.held.share().order() <= other.held.share().order() ? one : other;
    }

    /** One stream while files are chosen. */
    private static final class Count {
        private final Held held;
        private long bytes;
        private int gone;

        Count(Held held) {
            this.held = held;
            this.bytes = held.newest()
                    + held.history().stream().mapToLong(Long::longValue).sum();
        }

        boolean hasHistory() {
            return gone < held.history().size();
        }

        long oldest() {
            return held.history().get(gone);
        }

        long giveOldest() {
            long given = oldest();
            bytes -= given;
            gone++;
            return given;
        }
    }
}
