package io.webbrick.gateway.web;

import io.webbrick.gateway.web.api.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Collects one request's body as it arrives, holding no thread meanwhile. Jetty calls {@link #run} from one thread at a
 * time. The bytes of all bodies together are bounded; who comes beyond is told to come back.
 */
final class BodyReader implements Runnable {
    private final Request request;
    private final Limits limits;
    private final AtomicLong allBytes;
    private final Taker taker;
    private final Buffer body = new Buffer();

    /** Gets what became of the body; exactly one of the three is called, once. */
    interface Taker {
        void whole(ByteBuffer body);

        void refused(Refusal refusal);

        void failed(Throwable failure);
    }

    BodyReader(Request request, Limits limits, AtomicLong allBytes, Taker taker) {
        this.request = request;
        this.limits = limits;
        this.allBytes = allBytes;
        this.taker = taker;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end();
                taker.failed(chunk.getFailure());
                return;
            }
            Refusal refusal = add(chunk);
            boolean last = chunk.isLast();
            chunk.release();
            if (refusal != null) {
                end();
                taker.refused(refusal);
                return;
            }
            if (last) {
                end();
                taker.whole(body.whole());
                return;
            }
        }
    }

    private @Nullable Refusal add(Content.Chunk chunk) {
        int bytes = chunk.remaining();
        if (body.size() + (long) bytes > limits.bodyBytes()) {
            return tooLarge(limits);
        }
        if (allBytes.addAndGet(bytes) > limits.allBodiesBytes()) {
            allBytes.addAndGet(-bytes);
            return new Refusal(503, "busy", "too many bodies are being received; send again in a few seconds");
        }
        byte[] copy = BufferUtil.toArray(chunk.getByteBuffer());
        body.write(copy, 0, copy.length);
        return null;
    }

    private void end() {
        allBytes.addAndGet(-body.size());
    }

    static Refusal tooLarge(Limits limits) {
        return new Refusal(
                413, "too large", "a body may take " + limits.bodyBytes() + " bytes here; send less in one request");
    }

    /** Hands out what it holds without a copy. */
    private static final class Buffer extends ByteArrayOutputStream {
        ByteBuffer whole() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
