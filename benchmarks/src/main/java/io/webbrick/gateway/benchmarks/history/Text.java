package io.webbrick.gateway.benchmarks.history;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes events as a gateway's EventLog: files of 16 MB, the newest without a number. */
final class Text {
    private static final long MOST_BYTES = 16_000_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS+00:00", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Text() {}

    /** Writes them all below this directory; how many bytes. */
    static long write(Path directory, long events) throws IOException {
        Files.createDirectories(directory);
        long files = 1;
        long all = 0;
        var source = new Events(events);
        boolean more = source.next();
        while (more) {
            Path part = directory.resolve("part." + files++);
            long bytes = 0;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 20)) {
                while (more && bytes < MOST_BYTES) {
                    byte[] line = line(source);
                    out.write(line);
                    bytes += line.length;
                    more = source.next();
                }
            }
            all += bytes;
        }
        for (long file = 1; file < files; file++) {
            long number = files - 1 - file;
            Files.move(
                    directory.resolve("part." + file),
                    directory.resolve(number == 0 ? "EventLog.log" : "EventLog.log." + number));
        }
        return all;
    }

    private static byte[] line(Events events) {
        int source = events.source();
        String line = TIME.format(Instant.ofEpochMilli(events.millis())) + " " + Events.type(source) + ","
                + Events.name(source) + "," + events.payload() + "\n";
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
