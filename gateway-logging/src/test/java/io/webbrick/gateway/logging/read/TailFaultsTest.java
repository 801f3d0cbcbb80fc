package io.webbrick.gateway.logging.read;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TailFaultsTest {
    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path newest = files.getPath("/log/debug.log");
    private final Path older = files.getPath("/log/debug.log.1");
    private final Path oldest = files.getPath("/log/debug.log.2");
    private final Tail tail = Tail.of(newest, record -> true);

    @BeforeEach
    void makeDirectory() throws IOException {
        Files.createDirectory(files.getPath("/log"));
    }

    private void append(String text) throws IOException {
        Files.writeString(newest, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rotate() throws IOException {
        if (Files.exists(older)) {
            Files.move(older, oldest, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(newest, older, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aPollThatFailsGivesItsRecordsAtTheNextOne() throws IOException {
        append("a\n");
        tail.last(1);
        append("b\n");
        rotate();
        append("c\n");
        int reads = files.count(Operation.READ);
        Tail.of(newest, record -> true).last(9);
        int perRun = files.count(Operation.READ) - reads;
        for (int nth = 1; nth <= perRun; nth++) {
            files.failOnce(Operation.READ, nth, Fault.broken());
            assertThrows(
                    IOException.class, () -> Tail.of(newest, record -> true).last(9), "read " + nth);
            files.heal();
        }
        files.failOnce(Operation.READ, 3, Fault.broken());
        assertThrows(IOException.class, tail::poll);
        assertEquals(List.of("b", "c"), tail.poll());
    }

    @Test
    void everyPollIsGoodAgainAfterAnyFault() throws IOException {
        append("a\n");
        tail.last(1);
        var seen = new ArrayList<String>();
        for (Operation kind : List.of(Operation.OPEN, Operation.READ, Operation.LIST, Operation.ATTRIBUTES)) {
            for (int nth = 1; nth < 12; nth++) {
                append(kind + " " + nth + "\n");
                rotate();
                append(kind + " " + nth + " in the next file\n");
                files.failOnce(kind, nth, Fault.broken());
                try {
                    seen.addAll(tail.poll());
                } catch (IOException expected) {
                    seen.addAll(List.of());
                }
                files.heal();
                seen.addAll(tail.poll());
                assertEquals(List.of(kind + " " + nth, kind + " " + nth + " in the next file"), seen, kind + " " + nth);
                seen.clear();
            }
        }
    }

    @Test
    void aRotationBetweenLookingAndOpeningHidesNoFile() throws IOException {
        append("a\n");
        tail.last(1);
        append("b\n");
        rotate();
        append("c\n");
        files.before(
                Operation.OPEN,
                "debug.log",
                () -> assertDoesNotThrow(() -> {
                    rotate();
                    append("d\n");
                }));
        var seen = new ArrayList<>(tail.poll());
        seen.addAll(tail.poll());
        assertEquals(List.of("b", "c", "d"), seen);
    }

    @Test
    void aCompressionBetweenLookingAndOpeningHidesNoFile() throws IOException {
        append("a\n");
        tail.last(1);
        append("b\n");
        rotate();
        append("c\n");
        files.before(
                Operation.OPEN,
                "debug.log.1",
                () -> assertDoesNotThrow(() -> {
                    try (var out = new GZIPOutputStream(Files.newOutputStream(files.getPath("/log/debug.log.1.gz")))) {
                        out.write("a\nb\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    }
                    Files.delete(older);
                }));
        var seen = new ArrayList<>(tail.poll());
        seen.addAll(tail.poll());
        assertEquals(List.of("b", "c"), seen);
    }

    @Test
    void recordsThatComeBetweenTheLastOnesAndTheFirstPollAreNotLost() throws IOException {
        append("a\n");
        files.before(Operation.OPEN, "debug.log", () -> assertDoesNotThrow(() -> append("b\n")));
        var seen = new ArrayList<>(tail.last(9));
        seen.addAll(tail.poll());
        assertEquals(List.of("a", "b"), seen);
    }

    @Test
    void linesThatAreCutBackAndWrittenAgainAreSeenOnce() throws IOException {
        append("a\n");
        tail.last(1);
        append("b\nc\nhal");
        assertEquals(List.of("b", "c"), tail.poll());
        Files.writeString(newest, "a\n");
        assertEquals(List.of(), tail.poll());
        append("b\nc\nhalf\n");
        assertEquals(List.of("half"), tail.poll());
    }

    @Test
    void aFileThatSomebodyEmptiedIsReadFromItsBeginning() throws IOException {
        append("a\nb\nc\n");
        tail.last(1);
        Files.writeString(newest, "new\n");
        assertEquals(List.of("new"), tail.poll());
    }

    @Test
    void aStreamThatDoesNotExistYetIsFollowedFromItsFirstRecord() throws IOException {
        assertEquals(List.of(), tail.last(5));
        append("a\n");
        rotate();
        append("b\n");
        assertEquals(List.of("a", "b"), tail.poll());
    }

    @Test
    void anEmptyNewFileDoesNotHideWhatComesAfterIt() throws IOException {
        append("a\n");
        rotate();
        append("");
        assertEquals(List.of("a"), tail.last(5));
        append("b\n");
        rotate();
        append("c\n");
        assertEquals(List.of("b", "c"), tail.poll());
    }

    @Test
    void aLineLongerThanAChunkIsFollowedToItsEnd() throws IOException {
        append("a\n");
        tail.last(1);
        String huge = "x".repeat(200_000);
        append(huge + "\n");
        append("after\n");
        assertEquals(List.of(huge, "after"), tail.poll());
    }

    @Test
    void linesThatEndWithCarriageReturnAreTheSameLines() throws IOException {
        append("a\r\n");
        assertEquals(List.of("a"), tail.last(1));
        append("b\r\n");
        assertEquals(List.of("b"), tail.poll());
    }
}
