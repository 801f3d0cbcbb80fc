package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lines that belong behind the committed end of newest files and are in no file yet: those of a process that died. They
 * are shown as long as the committed end is where it was, and what of them is written by then is left out. Any thread.
 */
public final class Unwritten {
    private static final Map<Path, Lines> LINES = new ConcurrentHashMap<>();

    /** Some lines, and where the first of them belongs. */
    private static final class Lines {
        private final Mark from;
        private final byte[] text;

        Lines(Mark from, byte[] text) {
            this.from = from;
            this.text = text;
        }
    }

    private Unwritten() {}

    /** Lets all readers of this process show these lines at the end of a newest file. */
    public static void show(Path newest, Mark from, byte[] lines) {
        LINES.put(newest.toAbsolutePath(), new Lines(from, lines.clone()));
    }

    /** Whether there are lines for this file, although it may be missing. */
    static boolean isAnyFor(Path newest) {
        Mark end = LINES.containsKey(newest.toAbsolutePath()) ? CommittedEnd.of(newest) : null;
        return end != null && from(newest, end) != null;
    }

    /** Those behind this committed end; null when there are none. */
    static @Nullable InputStream from(Path newest, Mark end) {
        Lines lines = LINES.get(newest.toAbsolutePath());
        if (lines == null || lines.from.generation() != end.generation()) {
            return null;
        }
        long written = end.offset() - lines.from.offset();
        if (written < 0 || written >= lines.text.length) {
            return null;
        }
        return new ByteArrayInputStream(lines.text, (int) written, lines.text.length - (int) written);
    }
}
