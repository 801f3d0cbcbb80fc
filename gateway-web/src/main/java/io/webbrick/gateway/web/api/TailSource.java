package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.RecordFollower;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream as one client follows it: from the records that all followers share, or, while it is further behind, from the files.
 * Between two calls it holds a cursor and no record. Who stays too far behind, or matches too much for long, is told how much it
 * does not get. One thread at a time.
 */
final class TailSource {
    /** So many records are sent from the files to who asked for them by a cursor. */
    static final int MOST_ON_RETURN = 10_000;

    /** And so many to who fell behind. */
    static final int MOST_WHEN_BEHIND = 5_000;

    private static final int PER_SECOND = 500;
    private static final int AT_ONCE = 10 * PER_SECOND;
    private static final long SLICE_NANOS = 50_000_000;
    private static final int LOOK = 64;

    private final Feed feed;
    private final RecordFilter filter;
    private final Supplier<String> ids;
    private final LongSupplier nanos;
    private StreamCursor cursor;

    /** Reads the files; null while the feed has the next record. */
    private @Nullable RecordFollower own;

    private long number;
    private int owed = MOST_ON_RETURN;
    private double tokens = AT_ONCE;
    private long filledAt;
    private @Nullable Hole hole;

    /** Records that are not sent. */
    private static final class Hole {
        private final StreamCursor from;
        private StreamCursor to;
        private long count;

        Hole(StreamCursor from) {
            this.from = from;
            this.to = from;
        }
    }

    /**
     * @param ids the client's cursor over all its streams
     */
    TailSource(Feed feed, RecordFilter filter, StreamCursor cursor, Supplier<String> ids, LongSupplier nanos) {
        this.feed = feed;
        this.filter = filter;
        this.cursor = cursor;
        this.ids = ids;
        this.nanos = nanos;
        this.filledAt = nanos.getAsLong();
        this.own = new RecordFollower(feed.stream().file(), cursor);
    }

    StreamCursor cursor() {
        return cursor;
    }

    Feed feed() {
        return feed;
    }

    /**
     * Appends what has come since the last call.
     *
     * @param reading whoever reads files needs one of these
     * @return whether it should be asked again soon, though nothing comes
     */
    boolean fill(TailOutput out, Semaphore reading) throws IOException {
        boolean soon = false;
        if (own != null) {
            soon = !reading.tryAcquire();
            if (!soon) {
                try {
                    soon = readFiles(own, out);
                } finally {
                    reading.release();
                }
            }
        }
        if (own == null) {
            takeFed(out);
            soon = own != null;
        }
        if (!soon && !out.isFull()) {
            tellHole(out);
        }
        return soon;
    }

    /** Reads for a moment; whether there is more to read. */
    private boolean readFiles(RecordFollower files, TailOutput out) throws IOException {
        long end = nanos.getAsLong() + SLICE_NANOS;
        StoredStream stream = feed.stream();
        boolean atEnd = files.poll((record, behind, deleted) -> {
            if (pass(new Fed(stream, record, behind, deleted), out, owed > 0)) {
                owed--;
            }
            return feed.behind(behind) < 0 && !out.isFull() && nanos.getAsLong() - end < 0;
        });
        long next = atEnd ? feed.join(cursor) : feed.behind(cursor);
        if (next >= 0) {
            own = null;
            number = next;
            return false;
        }
        return !atEnd;
    }

    private void takeFed(TailOutput out) {
        Fed[] some = feed.from(number, LOOK);
        while (some != null && some.length > 0 && !out.isFull()) {
            for (int index = 0; index < some.length && !out.isFull(); index++) {
                number++;
                if (pass(some[index], out, mayPass())) {
                    tokens--;
                }
            }
            some = feed.from(number, LOOK);
        }
        if (some == null) {
            own = new RecordFollower(feed.stream().file(), cursor);
            owed = MOST_WHEN_BEHIND;
        }
    }

    private boolean mayPass() {
        long now = nanos.getAsLong();
        tokens = Math.min(AT_ONCE, tokens + (now - filledAt) * (PER_SECOND / 1e9));
        filledAt = now;
        return tokens >= 1;
    }

    /** Goes on behind a record; whether it was sent. */
    private boolean pass(Fed fed, TailOutput out, boolean may) {
        if (fed.isBehindDeleted()) {
            tellHole(out);
            out.event("deleted", ids.get(), Map.of("stream", feed.name()));
        }
        StreamCursor before = cursor;
        boolean wanted = fed.isWanted(filter);
        if (wanted && !may) {
            Hole open = hole == null ? new Hole(before) : hole;
            open.count++;
            open.to = fed.cursor();
            hole = open;
        }
        if (wanted && may) {
            tellHole(out);
        }
        cursor = fed.cursor();
        if (wanted && may) {
            out.event("record", ids.get(), fed.json());
        }
        return wanted && may;
    }

    private void tellHole(TailOutput out) {
        Hole open = hole;
        if (open == null) {
            return;
        }
        hole = null;
        var data = new LinkedHashMap<String, Object>();
        data.put("stream", feed.name());
        data.put("count", open.count);
        if (open.from.isNamed()) {
            data.put("from", open.from.toString());
        }
        data.put("to", open.to.toString());
        out.event("skipped", ids.get(), data);
    }
}
