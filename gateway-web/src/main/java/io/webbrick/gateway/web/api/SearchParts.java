package io.webbrick.gateway.web.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One search, as server-sent events: its thread appends what it finds, its client takes it. It goes on only when its client has
 * taken most of that, and ends when its client goes. Memory: a few parts and a page of records.
 */
final class SearchParts implements LiveParts {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();
    private static final long TELL_NANOS = 400_000_000;

    private final Searches searches;
    private final SearchRun run;
    private final TailOutput out = new TailOutput();
    private final long begunAt;
    private long toldAt;
    private boolean ended;
    private boolean over;
    private volatile Runnable wake = () -> {};

    SearchParts(Searches searches, SearchRun run) {
        this.searches = searches;
        this.run = run;
        this.begunAt = searches.nanos();
        this.toldAt = begunAt;
        out.lines("retry: 86400000");
    }

    @Override
    public void begin(Runnable wake, Runnable cut) {
        this.wake = wake;
    }

    /** Whether its client has room for more. */
    synchronized boolean isReady() {
        return !ended && !over && !out.isFull();
    }

    /** Reads on for a moment; by the thread of the searches. */
    void step() {
        try {
            boolean more = run.step();
            synchronized (this) {
                run.takeFound(json -> out.event("record", "", json));
                ended = !more;
                tell();
            }
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                ended = true;
                run.takeFound(json -> out.event("record", "", json));
                out.event("failed", "", Map.of("detail", "history could not be read: " + e.getMessage()));
            }
        }
        wake.run();
    }

    private void tell() {
        long now = searches.nanos();
        if (ended) {
            var done = new LinkedHashMap<String, Object>();
            done.put("found", run.found());
            done.put("readBytes", run.readBytes());
            done.put("millis", (now - begunAt) / 1_000_000);
            done.put("more", run.isMore());
            done.put("damaged", run.damagedFiles());
            if (run.cutOff() > 0) {
                done.put("cutOff", run.cutOff());
            }
            out.event("done", "", done);
        } else if (now - toldAt >= TELL_NANOS) {
            toldAt = now;
            var progress = new LinkedHashMap<String, Object>();
            progress.put("readBytes", run.readBytes());
            progress.put("totalBytes", run.totalBytes());
            progress.put("found", run.found());
            out.event("progress", "", progress);
        }
    }

    /** The gateway ends: what is found so far is sent, then the answer ends. */
    void end() {
        synchronized (this) {
            over = true;
        }
        wake.run();
    }

    @Override
    public synchronized @Nullable ByteBuffer next() {
        if (!out.isEmpty()) {
            return out.take();
        }
        return ended || over ? null : NOTHING.duplicate();
    }

    @Override
    public void close() {
        searches.leave(this);
    }
}
