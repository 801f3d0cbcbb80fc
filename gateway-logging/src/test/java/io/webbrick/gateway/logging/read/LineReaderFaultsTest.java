package io.webbrick.gateway.logging.read;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LineReaderFaultsTest {
    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path newest = files.getPath("/log/a.log");

    @BeforeEach
    void makeDirectory() throws IOException {
        Files.createDirectory(files.getPath("/log"));
    }

    private Path make(String name, String text) throws IOException {
        return Files.writeString(newest.resolveSibling(name), text);
    }

    private static byte[] zipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aFileThatRetentionDeletedMeanwhileIsPassedOver() throws IOException {
        make("a.log.2", "first\n");
        Path deleted = make("a.log.1", "second\n");
        make("a.log", "third\n");
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest))) {
            assertEquals("first", lines.next());
            Files.delete(deleted);
            assertEquals("third", lines.next());
            assertEquals(newest, lines.file());
            assertEquals(1, lines.lineNumber());
            assertNull(lines.next());
            assertNull(lines.next());
        }
    }

    @Test
    void aFileThatMayNotBeReadIsNotPassedOver() throws IOException {
        make("a.log", "first\n");
        files.failOnce(Operation.OPEN, 1, Fault.denied());
        try (LineReader lines = LineReader.of(List.of(newest))) {
            assertThrows(AccessDeniedException.class, () -> lines.next());
        }
    }

    @Test
    void aReadThatFailsIsToldAndGoesOnWhereItStopped() throws IOException {
        make("a.log", "first\nsecond\n");
        try (LineReader lines = LineReader.of(List.of(newest))) {
            files.failOnce(Operation.READ, 1, Fault.broken());
            assertThrows(IOException.class, () -> lines.next());
            assertEquals("first", lines.next());
            assertEquals("second", lines.next());
        }
    }

    @Test
    void aCompressedFileThatIsNoneIsPassedOverCountedAndNamed() throws IOException {
        Path bad = make("a.log.1.gz", "plain text");
        make("a.log", "next\n");
        try (LineReader lines = LineReader.of(List.of(bad, newest))) {
            assertEquals("next", lines.next());
            assertNull(lines.next());
            assertEquals(1, lines.damages());
            String named = lines.firstDamages().get(0);
            assertTrue(named.startsWith("/log/a.log.1.gz is damaged: it is not a gzip file, "), named);
        }
    }

    @Test
    void aCompressedFileThatWasCutGivesItsWholeLinesAndTheNextFileFollows() throws IOException {
        byte[] whole = zipped("first\n" + "x".repeat(200_000) + "\n");
        Path cut = Files.write(newest.resolveSibling("a.log.1.gz"), Arrays.copyOf(whole, whole.length - 19));
        make("a.log", "next\n");
        try (LineReader lines = LineReader.of(List.of(cut, newest))) {
            assertEquals("first", lines.next());
            assertEquals("next", lines.next(), "the line that was cut is not shown");
            assertNull(lines.next());
            assertEquals(1, lines.damages());
        }
    }

    @Test
    void manyDamagedFilesAreAllCountedAndTheFirstTenNamed() throws IOException {
        var all = new ArrayList<Path>();
        for (int number = 25; number > 0; number--) {
            all.add(make("a.log." + number + ".gz", "plain text"));
        }
        try (LineReader lines = LineReader.of(all)) {
            assertNull(lines.next());
            assertEquals(25, lines.damages());
            assertEquals(10, lines.firstDamages().size());
        }
    }

    @Test
    void aPackedFileThatCannotBeReadNowIsNotTakenForDamaged() throws IOException {
        Path packed = Files.write(newest.resolveSibling("a.log.1.gz"), zipped("first\n"));
        try (LineReader lines = LineReader.of(List.of(packed))) {
            files.failOnce(Operation.READ, 1, Fault.broken());
            var failed = assertThrows(IOException.class, () -> lines.next());
            assertEquals("Input/output error", failed.getMessage());
            assertEquals(0, lines.damages());
        }
    }

    @Test
    void aLinkThatAUserNamedIsFollowedToItsPackedFile() throws IOException {
        Path packed = Files.write(newest.resolveSibling("packed.gz"), zipped("first\n"));
        Path link = Files.createSymbolicLink(newest.resolveSibling("link.gz"), packed);
        try (LineReader lines = LineReader.of(List.of(link))) {
            assertEquals("first", lines.next());
        }
    }

    @Test
    void everyMemberOfACompressedFileIsRead() throws IOException {
        var both = new ByteArrayOutputStream();
        both.write(zipped("first\nsec"));
        both.write(zipped("ond\nthird\n"));
        Path file = Files.write(newest.resolveSibling("a.log.1.gz"), both.toByteArray());
        try (LineReader lines = LineReader.of(List.of(file))) {
            assertEquals("first", lines.next());
            assertEquals("second", lines.next());
            assertEquals("third", lines.next());
            assertNull(lines.next());
        }
    }

    @Test
    void aHalfLineIsDamageInAnOlderFileAndNotYetARecordInTheLast() throws IOException {
        Path older = make("a.log.1", "first\nhal");
        make("a.log", "next\nhal");
        try (LineReader lines = LineReader.of(List.of(older, newest))) {
            assertEquals("first", lines.next());
            assertEquals("hal", lines.next());
            assertEquals(2, lines.lineNumber());
            assertEquals(older, lines.file());
            assertEquals("next", lines.next());
            assertNull(lines.next());
        }
    }

    @Test
    void anEmptyLineIsALine() throws IOException {
        make("a.log", "\n\r\nx\n");
        try (LineReader lines = LineReader.of(List.of(newest))) {
            assertEquals("", lines.next());
            assertEquals("", lines.next());
            assertEquals("x", lines.next());
            assertNull(lines.next());
        }
    }

    @Test
    void aLineWithoutEndIsCutInsteadOfFillingTheMemory() throws IOException {
        make("a.log", "x".repeat(5 * 1_048_576) + "\nnext\n");
        try (LineReader lines = LineReader.of(List.of(newest))) {
            assertEquals(4 * 1_048_576, String.valueOf(lines.next()).length());
            assertEquals("next", lines.next());
        }
    }

    @Test
    void brokenUtf8BecomesTheReplacementCharacter() throws IOException {
        Files.write(newest, new byte[] {'a', (byte) 0xFF, 'b', '\n'});
        try (LineReader lines = LineReader.of(List.of(newest))) {
            assertEquals("a\uFFFDb", lines.next());
        }
    }

    @Test
    void aClosedReaderHasNoMoreLines() throws IOException {
        make("a.log.1", "first\n");
        make("a.log", "second\n");
        LineReader lines = LineReader.of(Segments.oldestFirst(newest));
        assertEquals("first", lines.next());
        lines.close();
        assertNull(lines.next());
    }

    @Test
    void anEmptyListHasNoLines() {
        assertDoesNotThrow(() -> {
            try (LineReader lines = LineReader.of(List.of())) {
                assertNull(lines.next());
            }
        });
    }

    @Test
    void aStreamWithoutANewestFileStillHasItsHistory() throws IOException {
        Path older = make("a.log.1", "first\n");
        assertEquals(List.of(older), Segments.oldestFirst(newest));
        Files.createDirectory(newest);
        assertEquals(List.of(older), Segments.oldestFirst(newest));
    }

    @Test
    void segmentsThatCannotBeListedAreAnErrorNotAnEmptyStream() throws IOException {
        make("a.log", "first\n");
        files.failOnce(Operation.LIST, 1, Fault.denied());
        assertThrows(AccessDeniedException.class, () -> Segments.oldestFirst(newest));
    }

    @Test
    void windowsPathsAreFoundInOrder() throws IOException {
        try (var windows = FaultyFileSystem.windows()) {
            Path log = windows.getPath("C:\\logs\\EventLog.log");
            Files.createDirectories(windows.getPath("C:\\logs"));
            for (String name : List.of("EventLog.log", "EventLog.log.1", "EventLog.log.2.gz", "Other.log.3")) {
                Files.writeString(log.resolveSibling(name), name);
            }
            assertEquals(
                    List.of("C:\\logs\\EventLog.log.2.gz", "C:\\logs\\EventLog.log.1", "C:\\logs\\EventLog.log"),
                    Segments.oldestFirst(log).stream().map(Path::toString).toList());
        }
    }
}
