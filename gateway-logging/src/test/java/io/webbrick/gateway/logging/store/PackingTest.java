package io.webbrick.gateway.logging.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of packing on a real file system, whose directories can be synced. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "directories cannot be opened")
final class PackingTest {
    private final FaultyFileSystem files = FaultyFileSystem.over(FileSystems.getDefault());
    private final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T12:00:00Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Compressor compressor = new Compressor(selfLog);

    @SuppressWarnings("NullAway.Init") // made before each test
    private Path directory;

    @SuppressWarnings("NullAway.Init") // made before each test
    private RotatingFile file;

    @BeforeEach
    void open(@TempDir Path temporary) throws IOException {
        directory = files.getPath(temporary.toString(), "log");
        file = new RotatingFile(
                directory.resolve("a.log"),
                Rotation.bySize(10),
                new Retention(0, null, true),
                ZoneId.of("UTC"),
                compressor,
                selfLog,
                path -> OptionalLong.empty());
        file.open(0);
    }

    @AfterEach
    void endCompressor() {
        compressor.close();
    }

    private void write(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(bytes, 0, bytes.length);
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> lines() throws IOException {
        var all = new ArrayList<String>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(file.path()))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    private void idle() throws InterruptedException {
        var reached = new CountDownLatch(1);
        compressor.submit(reached::countDown);
        assertTrue(reached.await(10, TimeUnit.SECONDS));
    }

    @Test
    void theSourceGoesAfterContentAndNameOfTheCopyAreOnTheDisk() throws Exception {
        write("first");
        var synced = new ArrayList<String>();
        var sourceThere = new AtomicBoolean();
        var copyThere = new AtomicReference<List<String>>(List.of());
        files.before(Operation.SYNC, "a.log.gz.tmp", () -> synced.add("content"));
        files.before(Operation.MOVE, "a.log.gz.tmp", () -> synced.add("rename"));
        files.before(Operation.SYNC, "log", () -> {
            synced.add("names");
            sourceThere.set(Files.exists(directory.resolve("a.log.1")));
        });
        files.before(Operation.DELETE, "a.log.1", () -> {
            synced.add("delete");
            try {
                copyThere.set(names());
            } catch (IOException failed) {
                synced.add(failed.toString());
            }
        });
        file.rotate(0);
        await().until(() -> names().equals(List.of("a.log", "a.log.1.gz")));
        idle();
        assertEquals(List.of("content", "rename", "names", "delete"), synced);
        assertTrue(sourceThere.get());
        assertEquals(List.of("a.log", "a.log.1", "a.log.1.gz"), copyThere.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.log.gz.tmp", "log"})
    void aRotationDoesNotWaitForADiskThatHangsInPacking(String synced) throws Exception {
        var hangs = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        files.before(Operation.SYNC, synced, () -> {
            hangs.countDown();
            try {
                goesOn.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        write("first");
        file.rotate(0);
        assertTrue(hangs.await(5, TimeUnit.SECONDS));
        write("second");
        file.rotate(0);
        assertEquals(1, goesOn.getCount(), "the rotation is done while the disk hangs");
        assertEquals(List.of("first", "second"), lines());
        goesOn.countDown();
        await().until(() -> names().equals(List.of("a.log", "a.log.1.gz", "a.log.2.gz")));
        assertEquals(List.of("first", "second"), lines());
        assertEquals(List.of(), selfLog.problems());
    }

    @Test
    void aCopyThatCannotComeToTheDiskReplacesNothing() throws Exception {
        for (String place : List.of("a.log.gz.tmp", "log")) {
            files.failOn(Operation.SYNC, place, Fault.broken());
            write("line of " + place);
            file.rotate(0);
            idle();
            assertTrue(names().contains("a.log.1"), () -> place + ": " + selfLog.problems());
            assertTrue(names().stream().noneMatch(name -> name.endsWith(".gz") || name.endsWith(".tmp")), place);
            files.heal();
        }
        write("last");
        file.rotate(0);
        await().until(() -> names().equals(List.of("a.log", "a.log.1.gz", "a.log.2.gz", "a.log.3.gz")));
        assertEquals(List.of("line of a.log.gz.tmp", "line of log", "last"), lines());
    }

    @Test
    void packedFilesAreForOwnerAndGroupAndAsOldAsTheirSource() throws Exception {
        write("first");
        var modified = new AtomicReference<Object>();
        files.before(Operation.CREATE, "a.log.gz.tmp", () -> {
            try {
                modified.set(Files.getLastModifiedTime(directory.resolve("a.log.1")));
            } catch (IOException failed) {
                modified.set(failed);
            }
        });
        file.rotate(0);
        await().until(() -> names().equals(List.of("a.log", "a.log.1.gz")));
        Path packed = directory.resolve("a.log.1.gz");
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(packed)));
        assertEquals(modified.get(), Files.getLastModifiedTime(packed));
        try (SegmentContent content = SegmentContent.open(packed)) {
            assertEquals(6, content.textBytes());
            assertArrayEquals(
                    "first\n".getBytes(StandardCharsets.UTF_8), content.from(0).readAllBytes());
        }
    }
}
