package io.webbrick.gateway.logging.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.SelfLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class RotatingFileTest {
    private static final long NOW = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();

    @TempDir
    Path directory;

    private final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T12:00:00Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Compressor compressor = new Compressor(selfLog);

    private RotatingFile file(Rotation rotation, Retention retention) throws IOException {
        return file(rotation, retention, OptionalLong.empty());
    }

    private RotatingFile file(Rotation rotation, Retention retention, OptionalLong first) throws IOException {
        var file = new RotatingFile(
                directory.resolve("a.log"), rotation, retention, ZoneId.of("UTC"), compressor, selfLog, path -> first);
        file.open(NOW);
        return file;
    }

    private static void write(RotatingFile file, String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(bytes, 0, bytes.length);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theNewestHistoryFileIsNumberOne() throws IOException {
        RotatingFile file = file(Rotation.bySize(10), Retention.FOREVER);
        for (String line : List.of("first", "second", "third")) {
            write(file, line);
            file.rotate(NOW);
        }
        assertEquals(List.of("a.log", "a.log.1", "a.log.2", "a.log.3"), names());
        assertEquals("third\n", Files.readString(directory.resolve("a.log.1")));
        assertEquals("first\n", Files.readString(directory.resolve("a.log.3")));
    }

    @Test
    void aLineThatWouldReachTheLimitIsFullAndAnEmptyFileNever() throws IOException {
        RotatingFile file = file(Rotation.bySize(10), Retention.FOREVER);
        assertFalse(file.isFull(0, 5_000, NOW));
        write(file, "four");
        assertFalse(file.isFull(0, 4, NOW));
        assertTrue(file.isFull(0, 5, NOW));
    }

    @Test
    void aRolledFileIsNeverOverwritten() throws IOException {
        Files.writeString(directory.resolve("a.log.2026-11-21"), "there before\n");
        RotatingFile file = file(Rotation.midnight(), Retention.FOREVER);
        file.firstRecord(NOW);
        write(file, "new");
        file.rotate(NOW);
        assertEquals("there before\n", Files.readString(directory.resolve("a.log.2026-11-21")));
        assertEquals("new\n", Files.readString(directory.resolve("a.log.2026-11-21.1")));
    }

    @Test
    void aFileThatWasThereBeforeIsNamedForThePeriodOfItsRecords() throws IOException {
        Files.writeString(directory.resolve("a.log"), "two days ago\n");
        RotatingFile file = file(
                Rotation.midnight(),
                Retention.FOREVER,
                OptionalLong.of(NOW - Duration.ofDays(2).toMillis()));
        assertTrue(file.isFull(0, 1, NOW));
        file.rotate(NOW);
        assertEquals(List.of("a.log", "a.log.2026-11-19"), names());
    }

    @Test
    void historyOlderThanTheBoundIsDeletedAndForeignFilesStay() throws IOException {
        Files.writeString(directory.resolve("a.log.2026-11-01"), "old\n");
        Files.setLastModifiedTime(directory.resolve("a.log.2026-11-01"), FileTime.fromMillis(NOW - 1_000_000_000L));
        Files.writeString(directory.resolve("a.log.2026-11-21"), "young\n");
        Files.setLastModifiedTime(directory.resolve("a.log.2026-11-21"), FileTime.fromMillis(NOW - 1_000L));
        Files.writeString(directory.resolve("a.log.backup"), "not ours\n");
        Files.writeString(directory.resolve("b.log.1"), "not ours\n");
        file(Rotation.midnight(), new Retention(0, Duration.ofDays(7), false));
        assertEquals(List.of("a.log", "a.log.2026-11-21", "a.log.backup", "b.log.1"), names());
    }

    @Test
    void theOldestGoWhenAllFilesTogetherHoldTooMuch() throws IOException {
        RotatingFile file = file(Rotation.bySize(10), new Retention(0, null, 20, false));
        for (String line : List.of("first", "second", "third", "fourth", "fifth")) {
            write(file, line);
            file.rotate(NOW);
        }
        assertEquals(List.of("a.log", "a.log.1", "a.log.2", "a.log.3"), names());
        assertEquals("third\n", Files.readString(directory.resolve("a.log.3")));
    }

    @Test
    void aClockThatWasSetBackByYearsDelaysNoSweep() throws IOException {
        RotatingFile file = file(Rotation.bySize(10), new Retention(1, null, false));
        file.sweepIfDue(NOW + 315_360_000_000L);
        Files.writeString(directory.resolve("a.log.1"), "new\n");
        Files.writeString(directory.resolve("a.log.2"), "old\n");
        file.sweepIfDue(NOW);
        assertEquals(List.of("a.log", "a.log.1"), names());
    }

    @Test
    void historyIsCompressedAndKeepsItsLines() throws IOException {
        RotatingFile file = file(Rotation.bySize(10), new Retention(5, null, true));
        write(file, "first");
        file.rotate(NOW);
        await().until(() -> names().equals(List.of("a.log", "a.log.1.gz")));
        write(file, "second");
        file.rotate(NOW);
        await().until(() -> names().equals(List.of("a.log", "a.log.1.gz", "a.log.2.gz")));
        try (var in = new GZIPInputStream(Files.newInputStream(directory.resolve("a.log.2.gz")))) {
            assertEquals("first\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aHalfLineLeftByACrashIsFinishedBeforeTheNextOne() throws IOException {
        Files.writeString(directory.resolve("a.log"), "whole\nhal");
        RotatingFile file = file(Rotation.NEVER, Retention.FOREVER);
        write(file, "next");
        assertEquals("whole\nhal\nnext\n", Files.readString(directory.resolve("a.log")));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes are POSIX's")
    void filesAreReadableByOwnerAndGroupOnly() throws IOException {
        file(Rotation.NEVER, Retention.FOREVER);
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a.log"))));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "making a link needs a privilege there")
    void aLinkInPlaceOfTheFileIsRefused() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "untouched\n");
        Files.createSymbolicLink(directory.resolve("a.log"), victim);
        var refused = org.junit.jupiter.api.Assertions.assertThrows(
                IOException.class, () -> file(Rotation.NEVER, Retention.FOREVER));
        assertTrue(String.valueOf(refused.getMessage()).contains("not a regular file"), refused.getMessage());
        assertEquals("untouched\n", Files.readString(victim));
    }
}
