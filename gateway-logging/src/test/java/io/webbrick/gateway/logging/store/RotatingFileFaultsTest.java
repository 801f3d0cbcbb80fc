package io.webbrick.gateway.logging.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.SelfLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RotatingFileFaultsTest {
    private static final long NOW = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
    private static final Retention GZIP = new Retention(0, null, true);

    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path directory = files.getPath("/log");
    private final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T12:00:00Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Compressor compressor = new Compressor(selfLog);

    @AfterEach
    void endCompressor() {
        compressor.close();
    }

    private RotatingFile open(Rotation rotation, Retention retention) throws IOException {
        var file = new RotatingFile(
                directory.resolve("a.log"),
                rotation,
                retention,
                ZoneId.of("UTC"),
                compressor,
                selfLog,
                path -> OptionalLong.empty());
        file.open(NOW);
        return file;
    }

    private static void write(RotatingFile file, String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        file.firstRecord(NOW);
        file.write(bytes, 0, bytes.length);
    }

    private String text(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private String unzipped(String name) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(directory.resolve(name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private boolean said(String words) {
        return selfLog.problems().stream().anyMatch(problem -> problem.text().contains(words));
    }

    @Test
    void keepsWritingWhenTheOldFileCannotBeRenamed() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        write(file, "first");
        files.failOn(Operation.MOVE, "a.log", Fault.inUse());
        assertThrows(IOException.class, () -> file.rotate(NOW));
        write(file, "second");
        files.heal();
        assertEquals("first\nsecond\n", text("a.log"));
        file.rotate(NOW);
        assertEquals(List.of("a.log", "a.log.1"), names());
    }

    @Test
    void keepsWritingWhenAFileOfADayCannotBeRenamed() throws IOException {
        RotatingFile file = open(Rotation.midnight(), Retention.FOREVER);
        write(file, "first");
        files.failOnce(Operation.MOVE, 1, Fault.denied());
        assertThrows(IOException.class, () -> file.rotate(NOW));
        write(file, "second");
        file.rotate(NOW);
        assertEquals("first\nsecond\n", text("a.log.2026-11-21"));
    }

    @Test
    void keepsWritingWhenTheDirectoryCannotBeListed() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        write(file, "first");
        files.failFrom(Operation.LIST, 1, Fault.denied());
        assertThrows(IOException.class, () -> file.rotate(NOW));
        write(file, "second");
        files.heal();
        assertEquals("first\nsecond\n", text("a.log"));
    }

    @Test
    void aListingThatBreaksInTheMiddleIsAFailureLikeAnyOther() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        write(file, "first");
        files.failOnce(Operation.LIST, 2, Fault.broken());
        var failed = assertThrows(IOException.class, () -> file.rotate(NOW));
        assertEquals("Input/output error", failed.getMessage());
        write(file, "second");
        assertEquals("first\nsecond\n", text("a.log"));
    }

    @Test
    void aHistoryFileThatCannotBeMovedDoesNotPushTheOthersAway() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        for (String line : List.of("first", "second", "third")) {
            write(file, line);
            file.rotate(NOW);
        }
        write(file, "fourth");
        files.failOn(Operation.MOVE, "a.log.1", Fault.inUse());
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThrows(IOException.class, () -> file.rotate(NOW));
        }
        files.heal();
        assertEquals(List.of("a.log", "a.log.1", "a.log.3", "a.log.4"), names());
        file.rotate(NOW);
        assertEquals(List.of("a.log", "a.log.1", "a.log.2", "a.log.3", "a.log.4"), names());
        assertEquals("first\n", text("a.log.4"));
        assertEquals("third\n", text("a.log.2"));
        assertEquals("fourth\n", text("a.log.1"));
    }

    @Test
    void aHistoryFileThatTheListingMissedIsNotOverwritten() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        write(file, "first");
        file.rotate(NOW);
        write(file, "second");
        files.failOnce(Operation.LIST, 1, Fault.missing());
        assertThrows(IOException.class, () -> file.rotate(NOW));
        assertEquals("first\n", text("a.log.1"));
        assertEquals("second\n", text("a.log"));
    }

    @Test
    void aHistoryFileThatCannotBeDeletedStaysAndIsTriedAgain() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), new Retention(1, null, false));
        write(file, "first");
        file.rotate(NOW);
        files.failOn(Operation.DELETE, "a.log.2", Fault.inUse());
        write(file, "second");
        file.rotate(NOW);
        assertEquals(List.of("a.log", "a.log.1", "a.log.2"), names());
        assertTrue(
                said("cannot delete /log/a.log.2, it stays"),
                () -> selfLog.problems().toString());
        files.heal();
        file.sweepIfDue(NOW + Duration.ofHours(1).toMillis() - 1);
        assertEquals(3, names().size(), "not due yet");
        file.sweepIfDue(NOW + Duration.ofHours(1).toMillis());
        assertEquals(List.of("a.log", "a.log.1"), names());
    }

    @Test
    void aSweepThatCannotListSaysSoAndGoesOn() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), new Retention(1, null, false));
        files.failOnce(Operation.LIST, 1, Fault.denied());
        file.sweepIfDue(NOW + Duration.ofHours(1).toMillis());
        assertTrue(
                said("cannot list the history of /log/a.log"),
                () -> selfLog.problems().toString());
        write(file, "still here");
        assertEquals("still here\n", text("a.log"));
    }

    @Test
    void writesNoTornLineWhenTheDiskFillsInTheMiddleOfALine() throws IOException {
        RotatingFile file = open(Rotation.NEVER, Retention.FOREVER);
        write(file, "first");
        files.failFrom(Operation.WRITE, 1, Fault.diskFull().after(3));
        assertThrows(IOException.class, () -> write(file, "second"));
        assertThrows(IOException.class, () -> write(file, "second"));
        files.heal();
        write(file, "third");
        assertEquals("first\nthird\n", text("a.log"));
    }

    @Test
    void writesNothingBehindATornLineUntilItCouldBeCutBack() throws IOException {
        RotatingFile file = open(Rotation.NEVER, Retention.FOREVER);
        write(file, "first");
        files.failOnce(Operation.WRITE, 1, Fault.diskFull().after(3));
        files.failFrom(Operation.TRUNCATE, 1, Fault.broken());
        assertThrows(IOException.class, () -> write(file, "second"));
        assertThrows(IOException.class, () -> write(file, "third"));
        assertEquals("first\nsec", text("a.log"));
        files.heal();
        write(file, "fourth");
        assertEquals("first\nfourth\n", text("a.log"));
    }

    @Test
    void aTornLineIsCutBackWhenTheFileIsClosed() throws IOException {
        RotatingFile file = open(Rotation.NEVER, Retention.FOREVER);
        write(file, "first");
        files.failFrom(Operation.WRITE, 1, Fault.diskFull().after(3));
        assertThrows(IOException.class, () -> write(file, "second"));
        file.close();
        assertEquals("first\n", text("a.log"));
    }

    @Test
    void aTornLineThatCannotBeCutBackAtTheEndIsSaid() throws IOException {
        RotatingFile file = open(Rotation.NEVER, Retention.FOREVER);
        files.failFrom(Operation.WRITE, 1, Fault.diskFull().after(3));
        files.failFrom(Operation.TRUNCATE, 1, Fault.broken());
        assertThrows(IOException.class, () -> write(file, "second"));
        assertThrows(IOException.class, file::close);
        files.heal();
        open(Rotation.NEVER, Retention.FOREVER);
        assertEquals("sec\n", text("a.log"), "the next start finishes it with a line feed");
    }

    @Test
    void aHalfLineOfACrashIsFinishedEvenWhenTheDiskWasFullAtFirst() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("a.log"), "whole\nhal");
        files.failOnce(Operation.WRITE, 1, Fault.diskFull());
        var file = new RotatingFile(
                directory.resolve("a.log"),
                Rotation.NEVER,
                Retention.FOREVER,
                ZoneId.of("UTC"),
                compressor,
                selfLog,
                path -> OptionalLong.empty());
        assertThrows(IOException.class, () -> file.open(NOW));
        write(file, "next");
        assertEquals("whole\nhal\nnext\n", text("a.log"));
    }

    @Test
    void aFileThatCouldNotBeOpenedAfterARotationIsOpenedByTheNextWrite() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        write(file, "first");
        files.failOnce(Operation.CREATE, 1, Fault.diskFull());
        assertThrows(IOException.class, () -> file.rotate(NOW));
        assertFalse(file.isFull(0, 5, NOW), "there is no file yet that could be full");
        write(file, "second");
        assertEquals(List.of("a.log", "a.log.1"), names());
        assertEquals("second\n", text("a.log"));
        assertEquals("first\n", text("a.log.1"));
    }

    @Test
    void aDirectoryInPlaceOfTheFileIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("a.log"));
        var refused = assertThrows(IOException.class, () -> open(Rotation.NEVER, Retention.FOREVER));
        assertEquals("/log/a.log is not a regular file; move it away", refused.getMessage());
    }

    @Test
    void aFileWhoseEndCannotBeReadIsNotOpened() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("a.log"), "whole\n");
        files.failFrom(Operation.READ, 1, Fault.broken());
        assertThrows(IOException.class, () -> open(Rotation.NEVER, Retention.FOREVER));
        files.heal();
        assertEquals("whole\n", text("a.log"));
    }

    @Test
    void compressionThatFailsLeavesThePlainFile() throws IOException {
        files.failOn(Operation.WRITE, "a.log.gz.tmp", Fault.diskFull().after(5));
        RotatingFile file = open(Rotation.bySize(10), GZIP);
        write(file, "first");
        file.rotate(NOW);
        await().until(() -> said("cannot compress the history of /log/a.log, one file stays as it is"));
        await().until(() -> names().equals(List.of("a.log", "a.log.1")));
        assertEquals("first\n", text("a.log.1"));
    }

    @Test
    void compressionThatFailedIsTriedAgainAtTheNextRotation() throws IOException {
        files.failOnce(Operation.MOVE, 2, Fault.inUse());
        RotatingFile file = open(Rotation.bySize(10), GZIP);
        write(file, "first");
        file.rotate(NOW);
        await().until(() -> said("cannot compress the history of /log/a.log"));
        write(file, "second");
        file.rotate(NOW);
        await().until(() -> names().equals(List.of("a.log", "a.log.1.gz", "a.log.2.gz")));
        assertEquals("first\n", unzipped("a.log.2.gz"));
        assertEquals("second\n", unzipped("a.log.1.gz"));
    }

    @Test
    void aCompressedFileWhoseSourceCannotBeDeletedIsSeenOnce() throws IOException {
        files.failOn(Operation.DELETE, "a.log.1", Fault.inUse());
        files.failOn(Operation.DELETE, "a.log.1.gz", Fault.inUse());
        RotatingFile file = open(Rotation.bySize(10), GZIP);
        write(file, "first");
        file.rotate(NOW);
        await().until(() -> said("cannot compress the history of /log/a.log"));
        assertEquals(List.of("a.log", "a.log.1", "a.log.1.gz"), names());
        assertEquals(List.of(directory.resolve("a.log.1")), History.oldestFirst(file.path()));
    }

    @Test
    void aCompressedCopyDoesNotComeBackWhenItsSourceMovesOrIsDeleted() throws IOException {
        files.failOn(Operation.DELETE, "a.log.1", Fault.inUse());
        files.failOn(Operation.DELETE, "a.log.1.gz", Fault.inUse());
        RotatingFile file = open(Rotation.bySize(10), GZIP);
        write(file, "first");
        file.rotate(NOW);
        await().until(() -> said("cannot compress the history of /log/a.log"));
        files.heal();
        file.rules(Rotation.bySize(10), Retention.FOREVER, ZoneId.of("UTC"));
        write(file, "second");
        file.rotate(NOW);
        assertEquals(List.of("a.log", "a.log.1", "a.log.2"), names());
        Files.copy(directory.resolve("a.log.2"), directory.resolve("a.log.2.gz"));
        file.rules(Rotation.bySize(10), new Retention(1, null, false), ZoneId.of("UTC"));
        file.sweepIfDue(NOW + Duration.ofHours(1).toMillis());
        assertEquals(List.of("a.log", "a.log.1"), names());
    }

    @Test
    void aHalfFinishedCompressionThatCannotBeDeletedEither() throws IOException {
        files.failOn(Operation.WRITE, "a.log.gz.tmp", Fault.diskFull());
        files.failOn(Operation.DELETE, "a.log.gz.tmp", Fault.inUse());
        RotatingFile file = open(Rotation.bySize(10), GZIP);
        write(file, "first");
        file.rotate(NOW);
        await().until(() -> said("cannot compress the history of /log/a.log"));
        assertTrue(said("cannot delete /log/a.log.gz.tmp, it stays"));
        assertEquals(List.of(directory.resolve("a.log.1")), History.oldestFirst(file.path()));
    }

    @Test
    void aSegmentThatIsGoneWhenItShouldBeCompressedIsNoProblem() throws Exception {
        files.failOn(Operation.OPEN, "a.log.1", Fault.missing());
        RotatingFile file = open(Rotation.bySize(10), GZIP);
        write(file, "first");
        file.rotate(NOW);
        await().until(() -> files.faults() > 0);
        write(file, "second");
        files.heal();
        file.rotate(NOW);
        await().until(() -> names().equals(List.of("a.log", "a.log.1.gz", "a.log.2.gz")));
        assertEquals(List.of(), selfLog.problems());
    }

    @Test
    void aRotationWhileAFileIsOpenedForCompressionMixesNothingUp() throws Exception {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        write(file, "first");
        file.rotate(NOW);
        file.close();
        RotatingFile again = open(Rotation.bySize(10), Retention.FOREVER);
        write(again, "other");
        var rotation = new Thread(() -> assertDoesNotThrow(() -> again.rotate(NOW)));
        files.before(Operation.OPEN, "a.log.1", () -> {
            rotation.start();
            await().until(() -> rotation.getState() != Thread.State.RUNNABLE);
        });
        again.rules(Rotation.bySize(10), GZIP, ZoneId.of("UTC"));
        again.open(NOW);
        await().until(() -> names().contains("a.log.2.gz"));
        rotation.join();
        assertEquals("first\n", unzipped("a.log.2.gz"));
    }

    @Test
    void aFileThatGrewWhileItWasCompressedStaysPlain() throws Exception {
        files.before(
                Operation.CREATE,
                "a.log.gz.tmp",
                () -> assertDoesNotThrow(() -> Files.writeString(directory.resolve("a.log.1"), "first, and more\n")));
        RotatingFile file = open(Rotation.bySize(10), GZIP);
        write(file, "first");
        file.rotate(NOW);
        await().until(() -> said("is not the file that was compressed"));
        await().until(() -> names().equals(List.of("a.log", "a.log.1")));
    }

    @Test
    void historyWhoseAttributesCannotBeReadStopsTheRotationAndLosesNothing() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        write(file, "first");
        file.rotate(NOW);
        write(file, "second");
        files.failOn(Operation.ATTRIBUTES, "a.log.1", Fault.denied());
        assertThrows(IOException.class, () -> file.rotate(NOW));
        files.heal();
        assertEquals("first\n", text("a.log.1"));
        assertEquals("second\n", text("a.log"));
    }

    @Test
    void aHistoryFileThatVanishesDuringTheListingIsPassedOver() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        write(file, "first");
        file.rotate(NOW);
        files.before(
                Operation.ATTRIBUTES,
                "a.log.1",
                () -> assertDoesNotThrow(() -> Files.delete(directory.resolve("a.log.1"))));
        assertEquals(List.of(), History.oldestFirst(file.path()));
    }
}
