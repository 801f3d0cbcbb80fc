package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.read.PositionReader.Gap;
import io.webbrick.gateway.logging.store.LineNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one stream, oldest first, up to the last committed one: a record is its line and the lines behind it that
 * begin with a tab. It is opened behind a {@link StreamCursor} and tells the one to go on with, so that whoever keeps that gets
 * each record once, whatever rotations, packing, merging and restarts come in between. One thread; memory: the longest record.
 */
public final class RecordReader implements AutoCloseable {
    private static final int TRIES = 100;
    private static final long PAUSE_NANOS = 1_000_000;

    private final PositionReader lines;
    private StreamCursor cursor;
    private StreamCursor read;
    private @Nullable Line next;
    private boolean deleted;
    private boolean begun;

    /** Between the cursor and the first line, when the stream has begun to count anew since. */
    private @Nullable Gap anew;

    /** Before, or within, the record that was returned last. */
    private @Nullable Gap gap;

    private record Line(
            String text,
            @Nullable Position position,
            @Nullable Gap gap,
            Path file,
            long number) {
        boolean isGap() {
            return gap != null;
        }

        Entry entry(String record) {
            return new Entry(record, position, file, number);
        }
    }

    /**
     * A record.
     *
     * @param position what its first line is called; null when that has no name
     * @param file the file of that line, by the name that it was opened by
     * @param line the number of that line in its file, from 1; 0 when the file was not read from its beginning
     */
    public record Entry(String text, @Nullable Position position, Path file, long line) {}

    private RecordReader(PositionReader lines, StreamCursor cursor) {
        this.lines = lines;
        this.cursor = cursor;
        this.read = cursor;
    }

    /**
     * Begins behind this cursor, or at the beginning when it has no position. When the stream has begun to count anew since, as after
     * its directory was lost, it begins with the first line that has a name.
     *
     * @throws IllegalArgumentException when the cursor is one of another stream
     */
    public static RecordReader behind(Path newest, StreamCursor cursor) throws IOException {
        Position position = cursor.position();
        if (position == null) {
            return new RecordReader(PositionReader.oldestFirst(newest), StreamCursor.START);
        }
        LineNames names = names(newest.toAbsolutePath());
        if (names != null && !names.stream().equals(position.stream())) {
            throw new IllegalArgumentException(position + " is a position of another stream than " + names.stream());
        }
        boolean isAnew = names == null || !names.epoch().equals(position.epoch());
        var reader = new RecordReader(
                isAnew ? PositionReader.oldestFirst(newest) : PositionReader.behind(newest, position),
                new StreamCursor(position, 0));
        try {
            reader.deleted = isAnew;
            reader.skip(names != null && isAnew, names == null, cursor.lines());
            Line first = reader.next;
            if (isAnew && first != null) {
                reader.anew = new Gap(position, first.position());
            }
            return reader;
        } catch (IOException | RuntimeException failed) {
            reader.close();
            throw failed;
        }
    }

    /**
     * Begins with the first record at or behind this position.
     *
     * @throws IllegalArgumentException when the position is one of another stream
     */
    public static RecordReader at(Path newest, Position position) throws IOException {
        var reader = new RecordReader(PositionReader.at(newest, position), StreamCursor.START);
        try {
            reader.advance();
            while (reader.next != null && reader.next.text().startsWith("\t")) {
                reader.advance();
            }
            return reader;
        } catch (IOException | RuntimeException failed) {
            reader.close();
            throw failed;
        }
    }

    /** A ledger that is being written anew is missing for a moment. */
    private static @Nullable LineNames names(Path newest) {
        LineNames names = StreamNames.of(newest);
        for (int tries = 0; names == null && tries < TRIES; tries++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            names = StreamNames.of(newest);
        }
        return names;
    }

    /** Reads the newest files only, as many as these; {@link #isWhole} tells whether there are no others. */
    static RecordReader newest(Path newest, int files) throws IOException {
        return new RecordReader(PositionReader.newest(newest, files), StreamCursor.START);
    }

    /**
     * Passes lines that were read before, and the rest of their record; those behind a gap were not, unless nothing has names any
     * more.
     */
    private void skip(boolean toNamed, boolean overGaps, int count) throws IOException {
        int left = count;
        advance();
        while (next != null && toNamed && next.position() == null) {
            advance();
        }
        while (next != null && !toNamed && left-- > 0 && (overGaps || !next.isGap())) {
            pass(next);
            advance();
        }
        while (next != null && next.text().startsWith("\t") && !next.isGap()) {
            pass(next);
            advance();
        }
        cursor = read;
    }

    private void pass(Line line) {
        read = read.after(line.position());
    }

    private void advance() throws IOException {
        begun = true;
        next = null;
        String text = lines.next();
        Gap before = lines.gap();
        deleted |= before != null;
        next = text == null ? null : new Line(text, lines.position(), before, lines.file(), lines.lineNumber());
    }

    /** The next record; null after the last. */
    public @Nullable Entry next() throws IOException {
        if (!begun) {
            advance();
        }
        Line first = next;
        if (first == null) {
            return null;
        }
        gap = anew == null ? first.gap() : anew;
        anew = null;
        pass(first);
        advance();
        if (next == null || !next.text().startsWith("\t")) {
            cursor = read;
            return first.entry(first.text());
        }
        var text = new StringBuilder(first.text());
        while (next != null && next.text().startsWith("\t")) {
            text.append('\n').append(next.text());
            gap = gap == null ? next.gap() : gap;
            pass(next);
            advance();
        }
        cursor = read;
        return first.entry(text.toString());
    }

    /** Behind the record that {@link #next} returned last. */
    public StreamCursor cursor() {
        return cursor;
    }

    /** What is deleted or damaged just before the record that {@link #next} returned last, or within it; null when nothing is. */
    public @Nullable Gap gap() {
        return gap;
    }

    /** Whether there are no older files than those that are read. */
    boolean isWhole() {
        return lines.isWhole();
    }

    /** Whether lines behind the cursor that it was opened with, or between two records, are deleted or cannot be read. */
    public boolean isDeleted() {
        return deleted;
    }

    /** How many damaged places were passed over so far. */
    public long damages() {
        return lines.damages();
    }

    /** The names of the files that are damaged, as far as they were read. */
    public Set<String> damagedFiles() {
        return lines.damagedFiles();
    }

    /** The first ten of them: which file, what is wrong, what was passed over. */
    public List<String> firstDamages() {
        return lines.firstDamages();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
