package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.DamagedSegmentException;
import io.webbrick.gateway.logging.store.SegmentContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of several files one after the other, oldest first, gzipped ones included. A last line without its
 * line feed in the last file is not a record yet and is not returned, nor is what its writer has not committed; in an older
 * file it is damage and is returned as it is. A file that retention deleted meanwhile is passed over; so is what is damaged in a packed one, which is counted and
 * named. Memory: one buffer and the longest line. One thread.
 */
public final class LineReader implements AutoCloseable {
    private final List<Path> files;
    private final LineBuffer buffer = new LineBuffer();
    private int index = -1;
    private long lineNumber;
    private final Damages damages = new Damages();
    private @Nullable InputStream in;

    /** The packed file that is read; null while another one is. */
    private @Nullable SegmentContent content;

    /** Reads a stream whose files have names; null while files are read that somebody listed. */
    private final @Nullable PositionReader stream;

    private Path streamFile;

    private LineReader(List<Path> files, @Nullable PositionReader stream, Path streamFile) {
        this.files = files;
        this.stream = stream;
        this.streamFile = streamFile;
    }

    /** Reads these files in this order, whatever has these names when their turn comes. */
    public static LineReader of(List<Path> files) {
        List<Path> copy = List.copyOf(files);
        return new LineReader(copy, null, copy.isEmpty() ? Path.of("") : copy.get(0));
    }

    /**
     * Reads everything of the stream whose newest file this is, each line once while files are renamed, packed and merged:
     * where a ledger tells of them. When a file cannot be read, the next call goes on with the file behind it.
     */
    public static LineReader ofStream(Path newest) throws IOException {
        return new LineReader(List.of(newest), PositionReader.oldestFirst(newest), newest);
    }

    private @Nullable String nextOf(PositionReader lines) throws IOException {
        String line = lines.next();
        Path file = lines.file();
        lineNumber = file.equals(streamFile) ? lineNumber + 1 : 1;
        streamFile = file;
        return line;
    }

    /** The next line without its end (CR LF counts as one end); null after the last. Broken UTF-8 becomes U+FFFD. */
    public @Nullable String next() throws IOException {
        if (stream != null) {
            return nextOf(stream);
        }
        while (true) {
            InputStream open = in == null ? openNext() : in;
            if (open == null) {
                return null;
            }
            if (readLine(open)) {
                lineNumber++;
                return buffer.text();
            }
            closeCurrent();
            if (buffer.isHalfLine() && index < files.size() - 1) {
                lineNumber++;
                return buffer.text();
            }
        }
    }

    private boolean readLine(InputStream open) throws IOException {
        InputStream from = open;
        while (true) {
            try {
                return buffer.readLine(from);
            } catch (DamagedSegmentException damaged) {
                damages.add(damaged);
                from = behind(damaged.resume());
                in = from;
            }
        }
    }

    /** What follows damage in the same file; the line that it begins in is not shown. */
    private InputStream behind(long resume) throws IOException {
        buffer.begin(Math.max(0, resume));
        SegmentContent held = content;
        return held == null || resume < 0 ? InputStream.nullInputStream() : held.from(resume);
    }

    /** How many damaged places were passed over so far. */
    public long damages() {
        return stream == null ? damages.count() : stream.damages();
    }

    /** The first ten of them: which file, what is wrong, what was passed over. */
    public List<String> firstDamages() {
        return stream == null ? damages.first() : stream.firstDamages();
    }

    /** The file of the line that {@link #next()} returned last. */
    public Path file() {
        return stream == null ? files.get(Math.max(0, Math.min(index, files.size() - 1))) : streamFile;
    }

    /** The number of that line in its file, from 1. */
    public long lineNumber() {
        return lineNumber;
    }

    private @Nullable InputStream openNext() throws IOException {
        while (index + 1 < files.size()) {
            index++;
            lineNumber = 0;
            buffer.begin(0);
            in = openUnlessDeleted(files.get(index));
            if (in != null) {
                return in;
            }
        }
        return null;
    }

    private @Nullable InputStream openUnlessDeleted(Path file) throws IOException {
        try {
            if (SegmentContent.isPacked(file)) {
                return openPacked(file);
            }
            return index == files.size() - 1 ? NewestFile.open(file) : Files.newInputStream(file);
        } catch (NoSuchFileException deletedMeanwhile) {
            return null;
        }
    }

    private @Nullable InputStream openPacked(Path file) throws IOException {
        SegmentContent packed = SegmentContent.ofUser(file);
        try {
            InputStream text = packed.from(0);
            content = packed;
            return text;
        } catch (DamagedSegmentException damaged) {
            packed.close();
            damages.add(damaged);
            return null;
        } catch (IOException | RuntimeException failed) {
            packed.close();
            throw failed;
        }
    }

    private void closeCurrent() throws IOException {
        InputStream open = in;
        SegmentContent held = content;
        in = null;
        content = null;
        if (open != null) {
            open.close();
        }
        if (held != null) {
            held.close();
        }
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
        closeCurrent();
        index = files.size();
    }
}
