package io.webbrick.gateway.ship.deliver;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.logging.store.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * What was not delivered and never will be, one JSON object a line with the reason: records that the other side refused, and gaps.
 * At most two files of 256 KiB. One thread.
 */
final class Refusals {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long MOST_BYTES = 262_144;
    private static final int LONGEST_TEXT = 8_192;

    private final Path file;

    Refusals(Path file) {
        this.file = file;
    }

    /** Notes a record, and why it is not delivered. */
    void note(Outgoing record, String why, Instant now) throws IOException {
        var line = new LinkedHashMap<String, Object>();
        String text = record.text();
        line.put("time", now.toString());
        line.put("kind", record.isGap() ? "gap" : "refused");
        line.put("uid", record.uid());
        line.put("reason", why);
        line.put("text", text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text);
        append(MAPPER.writeValueAsString(line) + "\n");
    }

    private void append(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (!Files.exists(file)) {
            StateFile.write(file, bytes);
            return;
        }
        if (Files.size(file) + bytes.length > MOST_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            StateFile.write(file, bytes);
            return;
        }
        Files.write(file, bytes, StandardOpenOption.APPEND);
    }
}
