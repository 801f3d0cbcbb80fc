package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.record.RecordFields;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The last records of one part of a stream that somebody wants, read oldest first. A part that begins long behind the time that is
 * wanted is passed over after a look at its first record. One thread; memory: so many records.
 */
final class RecordsPart {
    private final int most;
    private final Deque<RecordReader.Entry> records = new ArrayDeque<>();
    private final Deque<RecordFields> fields = new ArrayDeque<>();
    private boolean begun;
    private @Nullable Instant oldest;
    private @Nullable Instant newest;

    /**
     * @param most so many are kept
     */
    RecordsPart(int most) {
        this.most = most;
    }

    /** Takes the next record; whether the part is worth reading on. */
    boolean take(RecordReader.Entry record, StoredStream stream, @Nullable RecordFilter filter) {
        if (begun && filter != null && !filter.isInRange() && !filter.takesText(record.text())) {
            return true;
        }
        RecordFields read = stream.parser().fields(record.text());
        if (!look(read, filter)) {
            return false;
        }
        if (filter == null || filter.takes(record.text(), read)) {
            records.addLast(record);
            fields.addLast(read);
            if (records.size() > most) {
                records.removeFirst();
                fields.removeFirst();
            }
        }
        return true;
    }

    /** Counts the next record; whether the part is worth reading on. */
    boolean count(RecordReader.Entry record, StoredStream stream, RecordFilter filter, Histogram histogram) {
        RecordFields read = stream.parser().fields(record.text());
        boolean goOn = look(read, filter);
        if (goOn && filter.takes(record.text(), read)) {
            histogram.add(read.time(), RecordFilter.levelOf(read));
        }
        return goOn;
    }

    /** Notes the time of a record; false when it is the first of a part that lies behind what is wanted. */
    private boolean look(RecordFields read, @Nullable RecordFilter filter) {
        Instant time = read.time();
        oldest = oldest == null ? time : oldest;
        if (filter != null && !begun && isBehind(time, filter.to())) {
            newest = time;
            return false;
        }
        begun = true;
        if (time != null && (newest == null || time.isAfter(newest))) {
            newest = time;
        }
        return true;
    }

    /** The time of its first record that has one. */
    @Nullable
    Instant oldest() {
        return oldest;
    }

    private static boolean isBehind(@Nullable Instant time, @Nullable Instant to) {
        return time != null && to != null && time.minus(RecordsPage.DISORDER).isAfter(to);
    }

    /** Whether all of it is older than this time, and not just by disorder. */
    boolean isBefore(@Nullable Instant from) {
        return from != null
                && newest != null
                && newest.plus(RecordsPage.DISORDER).isBefore(from);
    }

    /** What was kept, the newest first. */
    void forEachNewestFirst(BiConsumer<RecordReader.Entry, RecordFields> each) {
        while (!records.isEmpty()) {
            each.accept(records.removeLast(), fields.removeLast());
        }
    }
}
