package io.webbrick.gateway.benchmarks.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads back what a process left in its log files.
 *
 * @param lines whole lines of the expected form
 * @param torn a line cut short, glued to another, of foreign bytes; not the report of a loss
 */
record LineCheck(long lines, long torn) {
    private static final int BUFFER = 1 << 20;

    /** Checks every file below {@code directory} whose name begins with {@code prefix}, packed or not. */
    static LineCheck of(Path directory, String prefix, LineForm form) throws IOException {
        long lines = 0;
        long torn = 0;
        for (Path file : files(directory, prefix)) {
            LineCheck found = ofFile(file, form);
            lines += found.lines;
            torn += found.torn;
        }
        return new LineCheck(lines, torn);
    }

    private static List<Path> files(Path directory, String prefix) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> !file.getFileName().toString().endsWith(".lck"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static LineCheck ofFile(Path file, LineForm form) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, BUFFER) : raw) {
            return ofStream(in, form);
        }
    }

    static LineCheck ofStream(InputStream in, LineForm form) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int held = 0;
        long lines = 0;
        long torn = 0;
        while (true) {
            int read = in.read(buffer, held, buffer.length - held);
            int end = held + Math.max(0, read);
            int from = 0;
            for (int at = held; at < end; at++) {
                if (buffer[at] == '\n') {
                    LineForm.Kind kind = form.kind(buffer, from, at);
                    lines += kind == LineForm.Kind.RECORD ? 1 : 0;
                    torn += kind == LineForm.Kind.TORN ? 1 : 0;
                    from = at + 1;
                }
            }
            held = end - from;
            if (read < 0 || held == buffer.length) {
                return new LineCheck(lines, torn + (held > 0 ? 1 : 0));
            }
            System.arraycopy(buffer, from, buffer, 0, held);
        }
    }
}
