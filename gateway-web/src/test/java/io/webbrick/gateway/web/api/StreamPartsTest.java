package io.webbrick.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.webbrick.gateway.logging.read.PositionReader;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download leaves nothing open behind it, whether it was taken to its end or not. */
final class StreamPartsTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private int closed;

    /** Counts how often it is closed; what packs gives the memory that it holds outside the heap back only then. */
    private final OutputStream text = new FilterOutputStream(part) {
        @Override
        public void close() throws IOException {
            closed++;
            super.close();
        }
    };

    private StreamParts parts(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("error.log"), content, StandardCharsets.UTF_8);
        return new StreamParts(PositionReader.oldestFirst(file), part, text);
    }

    @Test
    void whoeverLeavesInTheMiddleLeavesNothingOpen() throws IOException {
        StreamParts parts = parts("2026-11-21T05:20:00.123+00:00 ERROR a no bulb\n".repeat(3_000));
        assertNotNull(parts.next());
        assertEquals(0, closed, "there is more to come");
        parts.close();
        assertEquals(1, closed);
    }

    @Test
    void whoeverLeavesBeforeTheFirstPartLeavesNothingOpen() throws IOException {
        parts("a\n").close();
        assertEquals(1, closed);
    }

    @Test
    void theEndOfThePackingBelongsToTheLastPart() throws IOException {
        StreamParts parts = parts("a\nb\n");
        String all = StandardCharsets.UTF_8
                .decode(Objects.requireNonNull(parts.next()))
                .toString();
        assertEquals("a\nb\n", all);
        assertEquals(1, closed, "what packs writes its end when it is closed");
        assertNull(parts.next());
        parts.close();
    }
}
