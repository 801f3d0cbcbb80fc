package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.PositionReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The newest lines of one stream behind a position, as many as fit. Reads everything behind the position once and keeps a
 * bounded part of it. One thread, one use.
 */
final class NewestRecords {
    private static final int GZIP_BUFFER = 65_536;

    /** A line of text becomes this much smaller at most, so more need not be remembered. */
    private static final int MOST_RATIO = 24;

    private final long mostBytes;
    private final Deque<String> lines = new ArrayDeque<>();
    private long chars;
    private @Nullable Position last;

    private NewestRecords(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Reads what is behind a position; everything when there is none, or it is another stream's by now.
     *
     * @param mostBytes what the packed lines may take
     */
    static NewestRecords behind(Path newest, @Nullable Position position, long mostBytes) throws IOException {
        var records = new NewestRecords(mostBytes);
        records.last = position;
        try (PositionReader reader = open(newest, position)) {
            for (String line = reader.next(); line != null; line = reader.next()) {
                records.add(line);
                records.last = reader.position();
            }
        }
        return records;
    }

    private static PositionReader open(Path newest, @Nullable Position position) throws IOException {
        try {
            return position == null ? PositionReader.oldestFirst(newest) : PositionReader.behind(newest, position);
        } catch (IllegalArgumentException anotherStream) {
            return PositionReader.oldestFirst(newest);
        }
    }

    private void add(String line) {
        lines.addLast(line);
        chars += line.length() + 1L;
        while (chars > mostBytes * MOST_RATIO && lines.size() > 1) {
            drop();
        }
    }

    private void drop() {
        chars -= lines.removeFirst().length() + 1L;
    }

    /** Where to go on the next time; null when the lines have no names. */
    @Nullable
    Position last() {
        return last;
    }

    /** The newest of them in one gzip member that is small enough; empty when there are none, or not even one fits. */
    byte[] packed() throws IOException {
        while (!lines.isEmpty()) {
            beginWithARecord();
            byte[] packed = gzip();
            if (packed.length <= mostBytes) {
                return packed;
            }
            for (int half = (lines.size() + 1) / 2; half > 0; half--) {
                drop();
            }
        }
        return new byte[0];
    }

    /** The lines of an exception whose record is left out are left out as well. */
    private void beginWithARecord() {
        while (lines.size() > 1 && lines.getFirst().startsWith("\t")) {
            drop();
        }
    }

    private byte[] gzip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes, GZIP_BUFFER)) {
            for (String line : lines) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        }
        return bytes.toByteArray();
    }
}
