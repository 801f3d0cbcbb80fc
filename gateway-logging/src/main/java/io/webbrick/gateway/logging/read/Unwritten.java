package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lines that belong behind the committed end of newest files and are in no file yet: those of a process that died. They
 * are shown as long as the committed end is where it was, and what of them is written by then is left out. Any thread.
 */
final class Unwritten {
    private static final Map<Path, Lines> LINES = new ConcurrentHashMap<>();

    private record Lines(Mark from, String text) {}

    private Unwritten() {}

    /**
     * Lets all readers of this process show these lines at the end of a newest file.
     *
     * @param offset where the first of them belongs, in this generation of the file
     */
    static void show(Path newest, long generation, long offset, String lines) {
        LINES.put(newest.toAbsolutePath(), new Lines(new Mark(generation, offset), lines));
    }

    /** Whether there are lines for this file, although it may be missing. */
    static boolean isAnyFor(Path newest) {
        Mark end = LINES.containsKey(newest.toAbsolutePath()) ? CommittedEnd.of(newest) : null;
        return end != null && from(newest, end) != null;
    }

    /** Those behind this committed end; null when there are none. */
    static @Nullable InputStream from(Path newest, Mark end) {
        Lines lines = LINES.get(newest.toAbsolutePath());
        if (lines == null || lines.from().generation() != end.generation()) {
            return null;
        }
        long written = end.offset() - lines.from().offset();
        byte[] text = lines.text().getBytes(StandardCharsets.UTF_8);
        if (written < 0 || written >= text.length) {
            return null;
        }
        return new ByteArrayInputStream(text, (int) written, text.length - (int) written);
    }
}
