package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.OptionalLong;

/** Reads the time of a file's first record. Reads one line; any thread. */
final class FirstRecord {
    private static final int LINE_CHARS = 8_192;

    private FirstRecord() {}

    static OptionalLong millis(Path path, ZoneId zone) {
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            var head = new char[LINE_CHARS];
            int count = lines.read(head);
            return count <= 0
                    ? OptionalLong.empty()
                    : LineTime.of(new String(head, 0, count).lines().findFirst().orElse(""), zone);
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }
}
