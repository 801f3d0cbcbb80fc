package io.webbrick.gateway.logging.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of several files one after the other, oldest first, gzipped ones included. A last line without its
 * line feed in the last file is not a record yet and is not returned, nor is what its writer has not committed; in an older file it is damage and is returned as
 * it is. A file that retention deleted meanwhile is passed over. Memory: one buffer and the longest line. One thread.
 */
public final class LineReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 65_536;

    private final List<Path> files;
    private final @Nullable List<ReadableFile> opened;
    private final LineBuffer buffer = new LineBuffer();
    private int index = -1;
    private long lineNumber;
    private @Nullable InputStream in;

    private LineReader(List<Path> files, @Nullable List<ReadableFile> opened) {
        this.files = files;
        this.opened = opened;
    }

    /** Reads these files in this order. */
    public static LineReader of(List<Path> files) {
        return new LineReader(List.copyOf(files), null);
    }

    /** Reads these files in this order, which are open already and stay so, whatever their names mean by now. */
    public static LineReader ofOpen(List<ReadableFile> files) {
        return new LineReader(files.stream().map(ReadableFile::path).toList(), List.copyOf(files));
    }

    /** The next line without its end (CR LF counts as one end); null after the last. Broken UTF-8 becomes U+FFFD. */
    public @Nullable String next() throws IOException {
        while (true) {
            InputStream open = in == null ? openNext() : in;
            if (open == null) {
                return null;
            }
            if (buffer.readLine(open)) {
                lineNumber++;
                return buffer.text();
            }
            closeCurrent();
            if (buffer.isHalfLine() && !isGrowing()) {
                lineNumber++;
                return buffer.text();
            }
        }
    }

    /** The file of the line that {@link #next()} returned last. */
    public Path file() {
        return files.get(Math.max(0, Math.min(index, files.size() - 1)));
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
            in = opened == null
                    ? openUnlessDeleted(files.get(index), index == files.size() - 1)
                    : opened.get(index).text(0);
            if (in != null) {
                return in;
            }
        }
        return null;
    }

    private boolean isGrowing() {
        return opened == null ? index == files.size() - 1 : opened.get(index).isNewest();
    }

    private static @Nullable InputStream openUnlessDeleted(Path file, boolean last) throws IOException {
        try {
            return last ? NewestFile.open(file) : open(file);
        } catch (NoSuchFileException deletedMeanwhile) {
            return null;
        }
    }

    static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        if (!file.getFileName().toString().endsWith(".gz")) {
            return raw;
        }
        try {
            return new GZIPInputStream(new Available(raw), BUFFER_BYTES);
        } catch (IOException damaged) {
            raw.close();
            throw new IOException(file + " is not a gzip file: " + damaged.getMessage(), damaged);
        }
    }

    private void closeCurrent() throws IOException {
        InputStream open = in;
        in = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeCurrent();
        index = files.size();
    }

    /** Says that more may follow, so that GZIPInputStream reads the next member too. */
    private static final class Available extends FilterInputStream {
        Available(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            return Math.max(1, super.available());
        }
    }
}
