package io.webbrick.gateway.logging.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.store.Packed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TailTest {
    @TempDir
    Path directory;

    private Path log() {
        return directory.resolve("debug.log");
    }

    private void append(String text) throws IOException {
        Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void gzip(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void showsTheLastRecordsAcrossRotatedAndCompressedFiles() throws IOException {
        gzip("debug.log.2.gz", "one\ntwo\n");
        Files.writeString(directory.resolve("debug.log.1"), "three\n");
        append("four\nhalf a line");
        assertEquals(
                List.of("two", "three", "four"), Tail.of(log(), line -> true).last(3));
    }

    @Test
    void aStackTraceBelongsToItsRecord() throws IOException {
        append("bad\n\tjava.lang.Exception\n\t\tat x\ngood\n");
        assertEquals(
                List.of("bad\n\tjava.lang.Exception\n\t\tat x", "good"),
                Tail.of(log(), line -> true).last(5));
    }

    @Test
    void followsWithoutLossOrDoublingWhileFilesRotate() throws IOException {
        append("a\n");
        Tail tail = Tail.of(log(), line -> true);
        assertEquals(List.of("a"), tail.last(10));
        append("b\n");
        assertEquals(List.of("b"), tail.poll());
        append("c\n");
        Files.move(log(), directory.resolve("debug.log.1"));
        append("d\n");
        assertEquals(List.of("c", "d"), tail.poll());
        Files.move(directory.resolve("debug.log.1"), directory.resolve("debug.log.2"));
        Files.move(log(), directory.resolve("debug.log.1"));
        append("e\n");
        assertEquals(List.of("e"), tail.poll());
        assertEquals(List.of(), tail.poll());
    }

    @Test
    void aDamagedMemberHidesItsRecordsAloneAndIsNamed() throws IOException {
        var text = new StringBuilder();
        for (int line = 0; line < 20_000; line++) {
            text.append("record ").append(line).append(" of a file that is packed into several members\n");
        }
        Path packed = directory.resolve("debug.log.2.gz");
        Packed.write(packed, text.toString().getBytes(StandardCharsets.UTF_8));
        byte[] bytes = Files.readAllBytes(packed);
        for (int place : new int[] {100, bytes.length / 2}) {
            byte[] damaged = bytes.clone();
            damaged[place] ^= 1;
            Files.write(packed, damaged);
            Files.writeString(directory.resolve("debug.log.1.gz"), "no gzip");
            Files.writeString(log(), "newest\n");
            Tail tail = Tail.of(log(), line -> true);
            List<String> records = tail.last(100_000);
            assertEquals("newest", records.get(records.size() - 1));
            assertEquals("record 19999 of a file that is packed into several members", records.get(records.size() - 2));
            assertTrue(records.size() > 10_000 && records.size() < 20_000, records.size() + " records are left");
            assertEquals(2, tail.damages());
            assertTrue(tail.firstDamages().get(0).contains("debug.log.2.gz is damaged"));
            assertTrue(tail.firstDamages().get(1).contains("debug.log.1.gz is damaged"));
            append("more\n");
            assertEquals(List.of("more"), tail.poll());
            assertEquals(2, tail.damages());
        }
    }

    @Test
    void aHalfLineWaitsForItsEnd() throws IOException {
        append("a\n");
        Tail tail = Tail.of(log(), line -> true);
        tail.last(1);
        append("hal");
        assertEquals(List.of(), tail.poll());
        append("f\n");
        assertEquals(List.of("half"), tail.poll());
    }

    @Test
    void onlyWantedRecordsAreShown() throws IOException {
        append("x INFO a\ny ERROR b\n");
        assertEquals(
                List.of("y ERROR b"),
                Tail.of(log(), line -> line.contains("ERROR")).last(10));
    }

    @Test
    void linesOfManyFilesComeOldestFirstWithTheirPlaces() throws IOException {
        gzip("debug.log.10.gz", "first\r\n");
        Files.writeString(directory.resolve("debug.log.9"), "second\nthird");
        append("fourth\n");
        try (LineReader lines = LineReader.of(Segments.oldestFirst(log()))) {
            assertEquals("first", lines.next());
            assertEquals("second", lines.next());
            assertEquals("third", lines.next());
            assertEquals(2, lines.lineNumber());
            assertEquals("fourth", lines.next());
            assertEquals(log(), lines.file());
            assertEquals(null, lines.next());
        }
    }
}
