package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of a stream, and then whatever follows, across rotations, compression and restarts of the gateway. A record
 * is its line and the lines after it that begin with a tab. Where the lines have names, what was given is remembered as a {@link
 * StreamCursor}, that can be kept and gone on with by another process; else files are known again by their first line. When a call
 * fails, the next one gives what it should have given. What retention deletes between two calls is gone, and {@link #deletions}
 * counts it; what is damaged is passed over, counted and named. One thread; no file is open between two calls.
 */
public final class Tail {
    private final Path newest;
    private final Predicate<String> wanted;
    private final ContentTail byContent;
    private final List<String> firstDamages = new ArrayList<>();
    private StreamCursor cursor;
    private long damages;
    private long deletions;

    /** Up to here everything was given; while the writer has committed no more, a call reads no file. */
    private @Nullable Mark readTo;

    private Tail(Path newest, Predicate<String> wanted, StreamCursor cursor) {
        this.newest = newest;
        this.wanted = wanted;
        this.byContent = new ContentTail(newest, wanted);
        this.cursor = cursor;
    }

    /** Looks at the stream whose newest file is {@code newest}; {@code wanted} chooses among whole records. */
    public static Tail of(Path newest, Predicate<String> wanted) {
        return new Tail(newest, wanted, StreamCursor.START);
    }

    /** The same behind a cursor that was taken earlier: {@link #poll} begins there. */
    public static Tail behind(Path newest, StreamCursor cursor, Predicate<String> wanted) {
        return new Tail(newest, wanted, cursor);
    }

    /**
     * The last {@code count} wanted records, oldest first, each without its last line feed. {@link #poll()} goes on
     * behind them.
     */
    public List<String> last(int count) throws IOException {
        readTo = null;
        Mark end = CommittedEnd.of(newest);
        LastRecords records = LastRecords.of(newest, count, Long.MAX_VALUE, wanted);
        cursor = records.cursor();
        if (!cursor.isNamed()) {
            return byContent.last(count);
        }
        damages += records.damages();
        firstDamages.addAll(records.firstDamages());
        readTo = end;
        return records.entries().stream().map(RecordReader.Entry::text).toList();
    }

    /** Records that came since {@link #last} or the last call; empty when there are none. */
    public List<String> poll() throws IOException {
        if (!cursor.isNamed()) {
            return byContent.poll();
        }
        Mark end = CommittedEnd.of(newest);
        if (end != null && end.equals(readTo)) {
            return List.of();
        }
        var records = new ArrayList<String>();
        try (RecordReader reader = RecordReader.behind(newest, cursor)) {
            for (RecordReader.Entry record = reader.next(); record != null; record = reader.next()) {
                if (wanted.test(record.text())) {
                    records.add(record.text());
                }
            }
            damages += reader.damages();
            firstDamages.addAll(reader.firstDamages());
            deletions += reader.isDeleted() ? 1 : 0;
            cursor = reader.cursor();
        }
        readTo = end;
        return records;
    }

    /** Behind the last record that was given, or passed over as unwanted; without a position where lines have no names. */
    public StreamCursor cursor() {
        return cursor;
    }

    /** In how many places lines were deleted before they were read. */
    public long deletions() {
        return deletions;
    }

    /** How many damaged places in packed files were passed over so far. */
    public long damages() {
        return damages + byContent.damages();
    }

    /** The first of them: which file, what is wrong, what was passed over. */
    public List<String> firstDamages() {
        var all = new ArrayList<>(firstDamages);
        all.addAll(byContent.firstDamages());
        return all;
    }
}
