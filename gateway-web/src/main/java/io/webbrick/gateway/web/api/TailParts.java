package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client follows, as server-sent events that are made when it has taken those before. Memory: one part, and at the
 * beginning the records that it asked for. One thread at a time makes parts; any may wake it.
 */
final class TailParts implements LiveParts {
    private static final Logger LOG = LoggerFactory.getLogger("WebBrickGateway.web");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Tails tails;
    private final List<TailSource> sources = new ArrayList<>();
    private final Deque<Fed> backlog = new ArrayDeque<>();
    private final TailOutput out = new TailOutput();
    private long sentAt;
    private int turn;
    private long counts;
    private boolean told;
    private volatile boolean soon;
    private volatile boolean over;
    private volatile Runnable wake = () -> {};
    private volatile Runnable cut = () -> {};

    TailParts(Tails tails) {
        this.tails = tails;
        this.sentAt = tails.nanos();
        out.lines("retry: 1000");
    }

    /** Adds a stream to follow behind this cursor; before the first part. */
    void follow(Feed feed, RecordFilter filter, StreamCursor cursor) {
        sources.add(new TailSource(feed, filter, cursor, this::id, tails::nanos));
    }

    /** Adds records that come first; before the first part. */
    void backlog(List<Fed> records) {
        backlog.addAll(records);
    }

    List<TailSource> sources() {
        return sources;
    }

    /** Where all its streams are. */
    private String id() {
        return sources.stream().map(source -> TailCursor.print(source.cursor())).collect(Collectors.joining(" "));
    }

    @Override
    public void begin(Runnable wake, Runnable cut) {
        this.wake = wake;
        this.cut = cut;
    }

    /** There may be something to send. */
    void wake() {
        wake.run();
    }

    /** Whether it wants to be woken though nothing has come. */
    boolean wantsTurn() {
        return soon;
    }

    /** Its streams are not what they were: it ends, and its client comes again. */
    void end() {
        over = true;
    }

    /** Breaks it off, whether its client reads or not. */
    void cut() {
        cut.run();
    }

    @Override
    public @Nullable ByteBuffer next() {
        if (over) {
            return null;
        }
        while (!backlog.isEmpty() && !out.isFull()) {
            Fed record = backlog.removeFirst();
            out.event("record", backlog.isEmpty() ? id() : "", record.json());
        }
        Tails.Counts now = tails.counts();
        if (now.version() != counts && !out.isFull()) {
            counts = now.version();
            out.event("counts", "", now.json());
        }
        soon = fill();
        if (out.isEmpty() && tails.isBeatDue(sentAt)) {
            out.lines(": alive\nid: " + id());
        }
        if (out.isEmpty()) {
            return NOTHING.duplicate();
        }
        sentAt = tails.nanos();
        return out.take();
    }

    private boolean fill() {
        boolean again = false;
        for (int count = 0; count < sources.size() && !out.isFull(); count++) {
            TailSource source = sources.get(turn);
            turn = (turn + 1) % sources.size();
            try {
                again |= source.fill(out, tails.reading());
            } catch (IOException e) {
                again = true;
                if (!told) {
                    told = true;
                    LOG.warn("{} cannot be followed now: {}", source.feed().name(), e.getMessage());
                }
            }
        }
        return again;
    }

    @Override
    public void close() {
        tails.leave(this);
    }
}
