package io.webbrick.gateway.web;

import io.webbrick.gateway.web.api.LiveParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A body without an end that ends once who follows it may not any more: the session was signed out, the account changed.
 * Asked at most once in {@value #EVERY_MILLIS} ms, when there is a part to send; nothing of that is sent any more. One
 * thread at a time.
 */
final class WatchedParts implements LiveParts {
    private static final long EVERY_MILLIS = 1_000;

    private final LiveParts parts;
    private final BooleanSupplier allowed;
    private final LongSupplier millis;
    private long asked;

    /** @param millis a clock that never goes back */
    WatchedParts(LiveParts parts, BooleanSupplier allowed, LongSupplier millis) {
        this.parts = parts;
        this.allowed = allowed;
        this.millis = millis;
        this.asked = millis.getAsLong();
    }

    @Override
    public void begin(Runnable wake, Runnable cut) {
        parts.begin(wake, cut);
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
        ByteBuffer part = parts.next();
        long now = millis.getAsLong();
        if (part != null && part.hasRemaining() && now - asked >= EVERY_MILLIS) {
            asked = now;
            return allowed.getAsBoolean() ? part : null;
        }
        return part;
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}
