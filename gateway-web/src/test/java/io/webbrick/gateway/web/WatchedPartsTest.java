package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.web.api.LiveParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class WatchedPartsTest {
    private final AtomicLong now = new AtomicLong(5_000);
    private final AtomicBoolean allowed = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private int bytes = 1;

    private final WatchedParts parts = new WatchedParts(
            new LiveParts() {
                @Override
                public void begin(Runnable wake, Runnable cut) {
                    wake.run();
                }

                @Override
                public ByteBuffer next() {
                    return ByteBuffer.allocate(bytes);
                }

                @Override
                public void close() {
                    closed.set(true);
                }
            },
            () -> {
                asked.incrementAndGet();
                return allowed.get();
            },
            now::get);

    private int next() throws IOException {
        return Objects.requireNonNull(parts.next()).remaining();
    }

    @Test
    void asksOnceASecondAndOnlyWhenThereIsSomethingToSend() throws IOException {
        for (int i = 0; i < 100; i++) {
            assertEquals(1, next());
        }
        assertEquals(0, asked.get());
        now.addAndGet(1_000);
        bytes = 0;
        assertEquals(0, next());
        assertEquals(0, asked.get());
        bytes = 1;
        assertEquals(1, next());
        assertEquals(1, next());
        assertEquals(1, asked.get());
    }

    @Test
    void sendsNothingMoreOnceItIsNotAllowed() throws IOException {
        allowed.set(false);
        now.addAndGet(1_000);
        assertNull(parts.next());
        parts.close();
        assertTrue(closed.get());
    }
}
