package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.record.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts of records by time and level. One thread. */
final class Histogram {
    private static final int LEVELS = 5;

    private final long begin;
    private final long end;
    private final long bucketMillis;
    private final int count;
    private final long[] counts;
    private long from;
    private @Nullable Instant readFrom;

    /**
     * @param begin milliseconds since 1970, inclusive
     * @param end exclusive
     */
    Histogram(long begin, long end, int count) {
        this.begin = begin;
        this.end = end;
        this.from = begin;
        this.bucketMillis = Math.max(1, (end - begin + count - 1) / count);
        this.count = (int) Math.min(count, (end - begin + bucketMillis - 1) / bucketMillis);
        this.counts = new long[this.count * LEVELS];
    }

    void add(@Nullable Instant time, Level level) {
        long millis = time == null ? Long.MIN_VALUE : time.toEpochMilli();
        if (millis >= begin && millis < end) {
            int bucket = (int) ((millis - begin) / bucketMillis);
            counts[bucket * LEVELS + Math.max(0, level.index() - 1)]++;
        }
    }

    /** Everything was read from this time on. */
    void readFrom(@Nullable Instant time) {
        readFrom = time == null ? readFrom : time;
    }

    /** Nothing more is read: what lies before is missing, and half a bucket is none. */
    void cut() {
        Instant time = readFrom;
        if (time != null && time.toEpochMilli() > begin) {
            long buckets = Math.min(count, (time.toEpochMilli() - begin + bucketMillis - 1) / bucketMillis);
            from = Math.min(end, begin + buckets * bucketMillis);
        }
    }

    /** From where it counts. */
    Instant from() {
        return Instant.ofEpochMilli(from);
    }

    long bucketMillis() {
        return bucketMillis;
    }

    /** Each as its first millisecond and the counts of the levels. */
    List<List<Long>> buckets() {
        var all = new ArrayList<List<Long>>();
        for (int bucket = (int) ((from - begin) / bucketMillis); bucket < count; bucket++) {
            var one = new ArrayList<Long>();
            one.add(begin + bucket * bucketMillis);
            for (int level = 0; level < LEVELS; level++) {
                one.add(counts[bucket * LEVELS + level]);
            }
            all.add(one);
        }
        return all;
    }
}
