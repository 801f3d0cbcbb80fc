package io.webbrick.gateway.web.access;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that knows how far its current request has come: it keeps the first bytes of it, ends it when it takes
 * too long, and tells when it was given up before anybody could answer.
 *
 * <p>Threads: Jetty reads, handles and closes on different threads, so the state is guarded by this object. Cost: up to
 * {@value #REMEMBERED} bytes copied per request and one timer.
 */
final class RememberingEndPoint extends SocketChannelEndPoint {
    static final int REMEMBERED = 256;

    private final Scheduler scheduler;
    private final RequestTimes times;
    private final Consumer<RememberingEndPoint> abandoned;
    private final @Nullable SocketAddress peer;
    private final byte[] first = new byte[REMEMBERED];
    private int remembered;
    private long beganMillis;
    private long beganNanos;
    private State state = State.QUIET;
    private boolean written;
    private volatile boolean encrypted;
    private Scheduler.@Nullable Task deadline;

    private enum State {
        QUIET,
        RECEIVING,
        HANDLING,
        ENDED
    }

    RememberingEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            RequestTimes times,
            Consumer<RememberingEndPoint> abandoned) {
        super(channel, selector, key, scheduler);
        this.scheduler = scheduler;
        this.times = times;
        this.abandoned = abandoned;
        this.peer = super.getRemoteSocketAddress();
    }

    /** Known even after the connection was closed. */
    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return peer;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        // Jetty's buffers are in flush mode here: the new bytes lie between the old limit and the new one.
        int before = buffer.limit();
        boolean empty = !buffer.hasRemaining();
        int filled = super.fill(buffer);
        if (filled > 0 && encrypted) {
            begin();
        } else if (filled > 0) {
            received(buffer, empty ? buffer.position() : before, filled);
        }
        return filled;
    }

    /** What comes is TLS: whoever decrypts it tells what it received. Called before the first byte. */
    void encrypted() {
        encrypted = true;
    }

    private synchronized void begin() {
        if (state == State.QUIET) {
            state = State.RECEIVING;
            beganMillis = System.currentTimeMillis();
            beganNanos = System.nanoTime();
            expireAfter(times.headerMillis(), "request header");
        }
    }

    /** These bytes of the buffer are new, in plain text. */
    synchronized void received(ByteBuffer buffer, int from, int length) {
        begin();
        if (state == State.RECEIVING && remembered < REMEMBERED) {
            int copied = Math.min(length, REMEMBERED - remembered);
            for (int i = 0; i < copied; i++) {
                first[remembered + i] = buffer.get(from + i);
            }
            remembered += copied;
        }
    }

    /** The header is complete and somebody answers from now on. */
    synchronized void handling() {
        state = State.HANDLING;
        expireAfter(times.totalMillis(), "request");
    }

    /** A part of the answer was taken; the next has as much time again. */
    synchronized void advanced() {
        if (state == State.HANDLING) {
            expireAfter(times.totalMillis(), "part of an answer");
        }
    }

    /** The answer goes on for as long as somebody listens. */
    synchronized void streaming() {
        cancelDeadline();
    }

    /** Whether the current request has no line in the log yet; from now on it has. */
    synchronized boolean claimLine() {
        boolean first = !written;
        written = true;
        return first;
    }

    /** The answer has ended; the next bytes begin another request, if there may be another one. */
    synchronized void ended(boolean another) {
        cancelDeadline();
        written = !another;
        state = another ? State.QUIET : State.ENDED;
        remembered = 0;
    }

    /** The first line of what came; bytes that are not ASCII as in {@link AccessLine#rawByte}; empty when nothing came. */
    synchronized String firstLine() {
        int start = 0;
        while (start < remembered && (first[start] == '\r' || first[start] == '\n')) {
            start++;
        }
        int end = start;
        while (end < remembered && first[end] != '\r' && first[end] != '\n') {
            end++;
        }
        var line = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            line.append(AccessLine.rawByte(first[i]));
        }
        return line.toString();
    }

    /** When the first byte of this request came, milliseconds since 1970. */
    synchronized long beganMillis() {
        return beganMillis;
    }

    /** How long this request has taken until now. */
    synchronized long tookMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        boolean incomplete;
        synchronized (this) {
            cancelDeadline();
            incomplete = state == State.RECEIVING && !firstLine().isEmpty() && claimLine();
            state = State.ENDED;
        }
        if (incomplete) {
            abandoned.accept(this);
        }
        super.onClose(cause);
    }

    private void expireAfter(long millis, String what) {
        cancelDeadline();
        deadline = scheduler.schedule(
                () -> close(new TimeoutException(what + " took longer than " + millis + " ms")),
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void cancelDeadline() {
        Scheduler.Task task = deadline;
        if (task != null) {
            task.cancel();
            deadline = null;
        }
    }
}
