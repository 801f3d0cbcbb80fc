package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.PositionReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A whole stream as text, oldest line first, across all its files and whatever rotates meanwhile; packed again when it is wanted
 * so. Memory: one part and the longest line.
 */
final class StreamParts implements Parts {
    private static final int PART_BYTES = 65_536;

    private final PositionReader lines;
    private final ByteArrayOutputStream part;
    private final OutputStream text;
    private boolean ended;

    /** @param text what is written to it comes out in {@code part} */
    StreamParts(PositionReader lines, ByteArrayOutputStream part, OutputStream text) {
        this.lines = lines;
        this.part = part;
        this.text = text;
    }

    /** Begins with the oldest line there is. */
    static StreamParts of(Path newest, boolean gzip) throws IOException {
        var part = new ByteArrayOutputStream(PART_BYTES);
        return new StreamParts(PositionReader.oldestFirst(newest), part, gzip ? new GZIPOutputStream(part) : part);
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
        while (!ended && part.size() < PART_BYTES) {
            String line = lines.next();
            if (line == null) {
                ended = true;
                text.close();
            } else {
                text.write(line.getBytes(StandardCharsets.UTF_8));
                text.write('\n');
            }
        }
        if (part.size() == 0) {
            return null;
        }
        ByteBuffer made = ByteBuffer.wrap(part.toByteArray());
        part.reset();
        return made;
    }

    @Override
    public void close() throws IOException {
        try {
            // what packs holds memory outside the heap until it is closed
            text.close();
        } finally {
            lines.close();
        }
    }
}
