package io.webbrick.gateway.logging.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The store on a file system with the rules of Windows: its separators, drives, case and forbidden characters. */
final class WindowsPathsTest {
    private static final long NOW = Instant.parse("2026-11-21T18:05:59Z").toEpochMilli();

    private final FaultyFileSystem files = FaultyFileSystem.windows();
    private final Path directory = files.getPath("C:\\ProgramData\\webbrick\\logs");
    private final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T18:05:59Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Compressor compressor = new Compressor(selfLog);

    @AfterEach
    void endCompressor() {
        compressor.close();
    }

    private RotatingFile open(Rotation rotation, Retention retention) throws IOException {
        var file = new RotatingFile(
                directory.resolve("EventLog.log"),
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

    private List<String> names() throws IOException {
        try (var all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileForItsOwnerAloneIsLikeItsDirectoryWhereThereAreNoModes() throws IOException {
        Path newest = directory.resolve("EventLog.log");
        Permissions.reserveForOwner(newest);
        Permissions.reserveForOwner(newest);
        RotatingFile file = open(Rotation.NEVER, Retention.FOREVER);
        write(file, "first");
        file.rotate(NOW);
        write(file, "second");
        assertEquals("first\n", Files.readString(directory.resolve("EventLog.log.1")));
        assertEquals("second\n", Files.readString(newest));
        file.close();
    }

    @Test
    void rotatesCompressesAndFindsItsHistory() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), new Retention(2, null, true));
        for (String line : List.of("first", "second", "third")) {
            write(file, line);
            file.rotate(NOW);
            await().until(() -> names().stream().noneMatch(name -> name.matches(".*\\.\\d+|.*tmp")));
        }
        assertEquals(List.of("EventLog.log", "EventLog.log.1.gz", "EventLog.log.2.gz"), names());
        assertEquals(
                List.of(directory.resolve("EventLog.log.2.gz"), directory.resolve("EventLog.log.1.gz")),
                History.oldestFirst(file.path()));
    }

    @Test
    void noNameOfAnyPeriodHasACharacterThatWindowsForbids() {
        Pattern forbidden = Pattern.compile("[<>:\"/\\\\|?*\\x00-\\x1f]|[ .]$");
        for (Rotation.When when : Rotation.When.values()) {
            for (String zone : List.of("UTC", "America/New_York", "Asia/Kathmandu")) {
                String name = SegmentName.dated(
                                "EventLog.log", Period.text(new Rotation(0, when, 1), when, NOW, ZoneId.of(zone)), 1)
                        .fileName();
                assertTrue(!forbidden.matcher(name).find(), name);
                assertTrue(SegmentName.parse("EventLog.log", name).isPresent(), name);
            }
        }
    }

    @Test
    void theNewestFileIsClosedBeforeItIsRenamed() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        var open = new ArrayList<Boolean>();
        files.before(Operation.WRITE, "EventLog.log", () -> open.add(files.isOpen("EventLog.log")));
        files.before(Operation.MOVE, "EventLog.log", () -> open.add(files.isOpen("EventLog.log")));
        write(file, "first");
        file.rotate(NOW);
        assertEquals(List.of(true, false), open, "open when it is written, and when it is renamed");
    }

    @Test
    void aHistoryFileThatSomebodyHasOpenStopsTheRotationAndNothingElse() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        write(file, "first");
        file.rotate(NOW);
        write(file, "second");
        files.failOn(Operation.MOVE, "EventLog.log.1", Fault.inUse());
        assertThrows(IOException.class, () -> file.rotate(NOW));
        write(file, "third");
        files.heal();
        file.rotate(NOW);
        assertEquals("second\nthird\n", Files.readString(directory.resolve("EventLog.log.1")));
        assertEquals("first\n", Files.readString(directory.resolve("EventLog.log.2")));
    }

    @Test
    void theSameFileInOtherCaseIsTheSameFile() throws IOException {
        RotatingFile file = open(Rotation.bySize(10), Retention.FOREVER);
        write(file, "first");
        assertEquals("first\n", Files.readString(files.getPath("c:\\programdata\\WEBBRICK\\logs\\eventlog.LOG")));
    }
}
