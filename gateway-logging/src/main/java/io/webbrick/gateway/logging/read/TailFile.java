package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.DamagedSegmentException;
import io.webbrick.gateway.logging.store.SegmentContent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One file of a stream that is followed: its first line, then its text once. One thread; one descriptor until it is closed. */
final class TailFile implements AutoCloseable {
    private static final int HEAD_BYTES = 256;

    private final @Nullable SegmentContent packed;
    private final InputStream plain;

    private TailFile(@Nullable SegmentContent packed, InputStream plain) {
        this.packed = packed;
        this.plain = plain;
    }

    static TailFile open(Path file, Path newest) throws IOException {
        if (SegmentContent.isPacked(file)) {
            return new TailFile(SegmentContent.open(file), InputStream.nullInputStream());
        }
        InputStream in = file.equals(newest) ? NewestFile.open(file) : Files.newInputStream(file);
        return new TailFile(null, new BufferedInputStream(in));
    }

    /** The first line, or as much of it as tells files apart; empty while the file holds no whole line. */
    byte[] head() throws IOException {
        byte[] first;
        if (packed != null) {
            first = head(packed);
        } else {
            plain.mark(HEAD_BYTES);
            first = plain.readNBytes(HEAD_BYTES);
            plain.reset();
        }
        for (int index = 0; index < first.length; index++) {
            if (first[index] == '\n') {
                return Arrays.copyOf(first, index + 1);
            }
        }
        return first.length == HEAD_BYTES ? first : new byte[0];
    }

    /** Where the beginning is damaged, what can be read first. */
    private static byte[] head(SegmentContent packed) throws IOException {
        long offset = 0;
        while (true) {
            try {
                return packed.from(offset).readNBytes(HEAD_BYTES);
            } catch (DamagedSegmentException damaged) {
                if (damaged.resume() < 0) {
                    throw damaged;
                }
                offset = damaged.resume();
            }
        }
    }

    /** Its text from this offset on; a plain file once, a packed one again behind damage. */
    InputStream from(long offset) throws IOException {
        if (packed != null) {
            return packed.from(offset);
        }
        plain.skipNBytes(offset);
        return plain;
    }

    @Override
    public void close() throws IOException {
        plain.close();
        if (packed != null) {
            packed.close();
        }
    }
}
