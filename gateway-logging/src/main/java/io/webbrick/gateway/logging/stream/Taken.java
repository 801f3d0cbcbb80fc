package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.record.Level;
import java.util.concurrent.atomic.AtomicLongArray;

/** What a stream took since it was counted last, by level: nothing that other threads wait for with each record. The writer's. */
final class Taken {
    static final int LEVELS = Level.values().length;

    private final long[] records = new long[LEVELS];
    private final long[] bytes = new long[LEVELS];

    /** A record of this level became so many bytes. */
    void add(Level level, int lineBytes) {
        records[level.index()]++;
        bytes[level.index()] += lineBytes;
    }

    /** Adds it to what was counted before, and begins anew. */
    void moveTo(AtomicLongArray allRecords, AtomicLongArray allBytes) {
        for (int level = 0; level < LEVELS; level++) {
            if (records[level] > 0) {
                allRecords.addAndGet(level, records[level]);
                allBytes.addAndGet(level, bytes[level]);
                records[level] = 0;
                bytes[level] = 0;
            }
        }
    }
}
