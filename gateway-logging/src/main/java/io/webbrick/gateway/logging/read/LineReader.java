package io.webbrick.gateway.logging.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of several files one after the other, oldest first, gzipped ones included. A last line without its
 * line feed in the newest file is not a record yet and is not returned. One thread.
 */
public final class LineReader implements AutoCloseable {
    private final List<Path> files;

    private LineReader(List<Path> files) {
        this.files = files;
    }

    /** Reads these files in this order. */
    public static LineReader of(List<Path> files) {
        return new LineReader(List.copyOf(files));
    }

    /** The next line without its end (CR LF counts as one end); null after the last. Broken UTF-8 becomes U+FFFD. */
    public @Nullable String next() throws IOException {
        return null;
    }

    /** The file of the line that {@link #next()} returned last. */
    public Path file() {
        return files.get(0);
    }

    /** The number of that line in its file, from 1. */
    public long lineNumber() {
        return 0;
    }

    @Override
    public void close() throws IOException {}
}
