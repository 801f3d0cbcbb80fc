package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.RecordEncoder;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A small pool of encoders, striped by thread: no thread keeps one, so a million virtual threads cost nothing, and a
 * toString that logs takes another. An encoder that one huge message has grown is dropped.
 */
final class Encoders {
    private static final int STRIPES = 64;
    private static final AtomicReferenceArray<@Nullable RecordEncoder> POOL = new AtomicReferenceArray<>(STRIPES);

    private Encoders() {}

    static RecordEncoder take() {
        RecordEncoder pooled = POOL.getAndSet(stripe(), null);
        return pooled == null ? new RecordEncoder() : pooled;
    }

    static void give(RecordEncoder encoder) {
        if (!encoder.oversized()) {
            POOL.lazySet(stripe(), encoder);
        }
    }

    private static int stripe() {
        return (int) Thread.currentThread().getId() & (STRIPES - 1);
    }
}
