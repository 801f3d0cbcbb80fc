package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import io.webbrick.gateway.logging.store.LineNames;
import io.webbrick.gateway.logging.store.LineNames.Spot;
import io.webbrick.gateway.logging.store.LineNames.Stretch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream from its end towards its beginning, part by part: the parts come newest first, the records of each oldest first.
 * Parts grow from 64 KiB to 4 MiB of text, so that a few records cost little and many are read quickly. What has no names, such as
 * files of another program, is one part with what stands before it. One thread; no file is open between two parts, and renames,
 * packing and merging in between lose and double nothing.
 */
public final class BackwardRecords {
    private static final long FIRST_BYTES = 64 * 1_024;
    private static final long MOST_BYTES = 4 * 1_024 * 1_024;

    private final Path newest;
    private final Set<String> damaged = new TreeSet<>();
    private long bytes = FIRST_BYTES;

    /** All records from here on were read; null before the first part, and where nothing has a name. */
    private @Nullable Position read;

    /** The next part lies before this spot; null for the end of the stream. */
    private @Nullable Spot from;

    private StreamCursor end = StreamCursor.START;
    private long passed;
    private boolean atEnd = true;
    private boolean whole;
    private boolean deleted;
    private boolean empty = true;

    private BackwardRecords(Path newest) {
        this.newest = newest.toAbsolutePath();
    }

    /** Begins with the newest record. */
    public static BackwardRecords of(Path newest) {
        return new BackwardRecords(newest);
    }

    /** Begins with the last record before this position. */
    public static BackwardRecords before(Path newest, Position position) {
        var records = new BackwardRecords(newest);
        records.read = position;
        records.from = new Spot(position.generation(), position.offset());
        records.atEnd = false;
        return records;
    }

    /**
     * Reads the next part, if there is one: hands on its records until {@code each} has had enough of it.
     *
     * @throws IllegalArgumentException when the position it began before is one of another stream
     */
    public void next(Predicate<RecordReader.Entry> each) throws IOException {
        if (whole) {
            return;
        }
        LineNames names = StreamNames.of(newest);
        Position known = read;
        if (names != null && known != null && !names.stream().equals(known.stream())) {
            throw new IllegalArgumentException(known + " is a position of another stream than " + names.stream());
        }
        if (known != null && (names == null || !names.epoch().equals(known.epoch()))) {
            whole = true;
            deleted = true;
            return;
        }
        Stretch next = names == null ? null : names.before(from == null ? end(names) : from, bytes);
        Spot start = next == null ? null : next.begin();
        passed += next == null ? 0 : next.bytes();
        try (RecordReader records = names == null || start == null
                ? RecordReader.behind(newest, StreamCursor.START)
                : RecordReader.at(newest, position(names, start))) {
            Position first = part(records, start != null, each);
            damaged.addAll(records.damagedFiles());
            read = first == null ? read : first;
            from = first == null ? start : new Spot(first.generation(), first.offset());
        }
        whole = start == null;
        bytes = Math.min(MOST_BYTES, bytes * 2);
    }

    /**
     * Hands on a part; returns where it begins, null when no record with a name does. Records without a name that stand before
     * that belong to the next part.
     */
    private @Nullable Position part(RecordReader records, boolean hasNames, Predicate<RecordReader.Entry> each)
            throws IOException {
        Position first = null;
        boolean wanted = true;
        RecordReader.Entry record = records.next();
        while (record != null && !isRead(record) && (wanted || atEnd)) {
            empty = false;
            passed += hasNames ? 0 : record.text().length() + 1;
            first = first == null ? record.position() : first;
            if (first != null || !hasNames) {
                wanted = wanted && each.test(record);
            }
            end = atEnd ? records.cursor() : end;
            record = records.next();
        }
        atEnd = atEnd && first == null && hasNames;
        return first;
    }

    private boolean isRead(RecordReader.Entry record) {
        Position position = record.position();
        return position != null && read != null && position.order(read).orElse(-1) >= 0;
    }

    private Spot end(LineNames names) throws IOException {
        Mark mark = CommittedEnd.of(newest);
        long committed = mark == null ? names.provenBytes() : mark.offset();
        boolean same = mark == null || CommittedEnd.noted(newest, mark) == names.generation();
        return new Spot(names.generation(), same ? committed : 0);
    }

    private static Position position(LineNames names, Spot spot) {
        return new Position(names.stream(), names.epoch(), spot.generation(), spot.offset());
    }

    /** Whether there is nothing older than what was read. */
    public boolean isWhole() {
        return whole;
    }

    /** How much text was read, or passed over as not wanted; about, and some of it twice where records are long. */
    public long passedBytes() {
        return passed;
    }

    /** Whether there was no record at all so far. */
    public boolean isEmpty() {
        return empty;
    }

    /** Whether what it was to begin before belongs to a time of the stream that is lost. */
    public boolean isDeleted() {
        return deleted;
    }

    /** All records from here on were read, as far as they were asked for; null when none of them has a name. */
    public @Nullable Position read() {
        return read;
    }

    /** Behind the newest record of the stream; known when it was read from there. */
    public StreamCursor end() {
        return end;
    }

    /** The names of the files that are damaged, as far as they were read. */
    public Set<String> damagedFiles() {
        return damaged;
    }
}
