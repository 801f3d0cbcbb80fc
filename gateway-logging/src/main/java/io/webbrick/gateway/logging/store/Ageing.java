package io.webbrick.gateway.logging.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says which history is too old, by a clock of its own: one that goes at most a day forward in each hour that really
 * passes, beginning a day after the youngest file of the process before. So a clock that jumps forward, or a computer
 * that was off for long, never costs a stream its history in one step: its days go one by one, an hour apart, and there
 * is time to set the clock right. A file is at least as old as those that follow it; one from before the clock was set is
 * as old as the one that follows. Under the lock of the history; counts nothing itself.
 */
final class Ageing {
    private static final long FASTER = 24;
    private static final long DAY = 86_400_000L;

    private final LongSupplier nanoTime;
    private boolean begun;
    private long reached;
    private long reachedNanos;

    Ageing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Begins where the process before ended: its youngest file was written at this moment. */
    void begin(long youngestMillis, long nowMillis) {
        begun = true;
        reached = youngestMillis < Period.PLAUSIBLE ? nowMillis : Math.min(nowMillis, youngestMillis + DAY);
        reachedNanos = nanoTime.getAsLong();
    }

    private long now(long nowMillis) {
        long nanos = nanoTime.getAsLong();
        if (!begun) {
            begun = true;
            reached = nowMillis;
        }
        long passed = (nanos - reachedNanos) / 1_000_000 * FASTER;
        reached = Math.min(nowMillis, reached + passed);
        reachedNanos = nanos;
        return reached;
    }

    /** Those of a history, oldest first, whose youngest record is older than {@code maxAge}. */
    Set<History.Segment> expired(List<History.Segment> history, @Nullable Duration maxAge, long nowMillis) {
        if (maxAge == null || nowMillis < Period.PLAUSIBLE) {
            return Set.of();
        }
        long bound = now(nowMillis) - maxAge.toMillis();
        var expired = new HashSet<History.Segment>();
        long follower = nowMillis;
        for (int index = history.size() - 1; index >= 0; index--) {
            History.Segment segment = history.get(index);
            if (segment.modifiedMillis() >= Period.PLAUSIBLE) {
                follower = Math.min(follower, segment.modifiedMillis());
            }
            if (follower < bound) {
                expired.add(segment);
            }
        }
        return expired;
    }
}
