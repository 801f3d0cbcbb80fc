package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.Compressor;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.RotatingFile;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FileSinkTest {
    private static final LineFormat.Printer BARE =
            LineFormat.compile("%(message)s", "", Plans.UTC).printer();

    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path log = files.getPath("/log/a.log");
    private final ManualClock clock = ManualClock.at("2026-11-21T12:00:00Z");
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Compressor compressor = new Compressor(selfLog);
    private final List<String> notices = new ArrayList<>();
    private final Drain drain = new Drain(Ring.inMemory(4_096), id -> null, 0, new Counters(), selfLog);

    @AfterEach
    void endCompressor() {
        compressor.close();
    }

    private FileSink open(Rotation rotation) throws IOException {
        var file = new RotatingFile(
                log, rotation, Retention.FOREVER, Plans.UTC, compressor, selfLog, path -> OptionalLong.empty());
        file.open(clock.millis());
        return new FileSink(file, Ring.inMemory(4_096), 0, -1, drain, clock, selfLog, notices::add);
    }

    private boolean append(FileSink sink, String message) {
        drain.position(drain.position() + 1);
        return sink.append(Encoded.of("Heating", 20, clock.millis(), message), BARE);
    }

    private boolean said(String words) {
        return selfLog.problems().stream().anyMatch(problem -> problem.text().contains(words));
    }

    @Test
    void aBatchIsOneWrite() throws IOException {
        FileSink sink = open(Rotation.NEVER);
        int before = files.count(Operation.WRITE);
        for (int line = 0; line < 100; line++) {
            assertTrue(append(sink, "line " + line));
        }
        assertEquals(before, files.count(Operation.WRITE), "nothing is written before the flush");
        assertEquals(100, sink.flush());
        assertEquals(before + 1, files.count(Operation.WRITE));
        assertEquals(0, sink.flush());
        assertEquals(before + 1, files.count(Operation.WRITE), "nothing waits, nothing is written");
    }

    @Test
    void triesWaitingLinesAgainAndLosesNoneWhenTheDiskHeals() throws IOException {
        FileSink sink = open(Rotation.NEVER);
        append(sink, "first");
        assertEquals(1, sink.flush());
        files.failFrom(Operation.WRITE, 1, Fault.diskFull().after(4));
        append(sink, "second");
        assertEquals(0, sink.flush());
        assertTrue(sink.isFailing());
        append(sink, "third");
        assertEquals(0, sink.flush());
        assertTrue(said("cannot write /log/a.log, its lines wait in memory: java.io.IOException: No space left"));
        files.heal();
        assertEquals(2, sink.flush());
        assertFalse(sink.isFailing());
        assertEquals("first\nsecond\nthird\n", Files.readString(log));
    }

    @Test
    void refusesWhatDoesNotFitIntoItsMemoryAndLosesNothingThatItTook() throws IOException {
        FileSink sink = open(Rotation.NEVER);
        files.failFrom(Operation.WRITE, 1, Fault.diskFull());
        String line = "x".repeat(9_999);
        int taken = 0;
        while (append(sink, line)) {
            taken++;
        }
        assertEquals(1_048_576 / 10_000 + 1, taken, "about a mebibyte waits");
        assertFalse(append(sink, "one more"));
        files.heal();
        assertEquals(taken, sink.flush());
        assertEquals(taken * 10_000L, Files.size(log));
        assertTrue(append(sink, "room again"));
    }

    @Test
    void whatStillWaitsWhenItClosesIsReportedAsLost() throws IOException {
        FileSink sink = open(Rotation.NEVER);
        append(sink, "first");
        sink.flush();
        files.failFrom(Operation.WRITE, 1, Fault.diskFull().after(8));
        append(sink, "second");
        append(sink, "third");
        assertEquals(2, sink.close());
        files.heal();
        assertEquals("first\n", Files.readString(log), "what is reported as lost is not in the file");
        assertEquals(0, sink.close());
    }

    @Test
    void closingWritesWhatWaits() throws IOException {
        FileSink sink = open(Rotation.NEVER);
        append(sink, "first");
        assertEquals(0, sink.close());
        assertEquals("first\n", Files.readString(log));
    }

    @Test
    void aFileThatCannotBeClosedIsSaid() throws IOException {
        FileSink sink = open(Rotation.NEVER);
        files.failFrom(Operation.WRITE, 1, Fault.diskFull().after(2));
        files.failFrom(Operation.TRUNCATE, 1, Fault.broken());
        append(sink, "first");
        assertEquals(1, sink.close());
        assertTrue(said("cannot close /log/a.log"), () -> selfLog.problems().toString());
    }

    @Test
    void writingGoesOnIntoTheOldFileWhenItCannotBeRotated() throws IOException {
        FileSink sink = open(Rotation.bySize(20));
        files.failOn(Operation.MOVE, "a.log", Fault.inUse());
        for (String line : List.of("first", "second", "third", "fourth")) {
            assertTrue(append(sink, line));
        }
        assertEquals(4, sink.flush());
        assertTrue(said("cannot rotate /log/a.log, writing goes on into it"));
        assertEquals(List.of(), notices);
        files.heal();
        append(sink, "fifth");
        sink.flush();
        assertEquals("first\nsecond\nthird\nfourth\n", Files.readString(files.getPath("/log/a.log.1")));
        assertEquals("fifth\n", Files.readString(log));
        assertEquals(List.of("rotated a.log"), notices);
    }

    @Test
    void aFullFileIsNotRotatedWhileItCannotBeWritten() throws IOException {
        FileSink sink = open(Rotation.bySize(20));
        append(sink, "first");
        sink.flush();
        files.failFrom(Operation.WRITE, 1, Fault.diskFull());
        for (String line : List.of("second", "third", "fourth", "fifth")) {
            assertTrue(append(sink, line));
        }
        sink.flush();
        assertEquals(0, files.count(Operation.MOVE));
        files.heal();
        assertEquals(4, sink.flush());
        assertEquals("first\nsecond\nthird\nfourth\nfifth\n", Files.readString(log));
    }

    @Test
    void everyRecordIsCountedOnceWhenARotationComesInTheMiddleOfABatch() throws IOException {
        FileSink sink = open(Rotation.bySize(30));
        for (int line = 0; line < 50; line++) {
            append(sink, "line " + line);
        }
        assertEquals(50, sink.flush());
    }

    private List<String> sizes() throws IOException {
        var sizes = new ArrayList<String>();
        for (Path path : Segments.oldestFirst(log)) {
            sizes.add(path.getFileName() + " " + Files.size(path));
        }
        return sizes;
    }

    @Test
    void theLimitCountsBytesAndNotCharacters() throws IOException {
        FileSink sink = open(Rotation.bySize(100));
        append(sink, "\u00e4\u20ac\ud83d\udca1".repeat(5));
        append(sink, "\u00e4\u20ac\ud83d\udca1".repeat(7));
        sink.flush();
        assertEquals(List.of("a.log.1 46", "a.log 64"), sizes(), "110 bytes, 50 characters");
    }

    @Test
    void aRecordThatIsLargerThanTheLimitHasAFileOfItsOwn() throws IOException {
        FileSink sink = open(Rotation.bySize(100));
        append(sink, "small");
        append(sink, "x".repeat(500));
        append(sink, "next");
        sink.flush();
        assertEquals(List.of("a.log.2 6", "a.log.1 501", "a.log 5"), sizes());
    }

    @Test
    void rotatesOnDemandAfterWritingWhatWaits() throws IOException {
        FileSink sink = open(Rotation.NEVER);
        append(sink, "first");
        sink.rotate();
        assertEquals("first\n", Files.readString(files.getPath("/log/a.log.1")));
        assertEquals(List.of("rotated a.log"), notices);
    }

    @Test
    void aRotationOnDemandThatFailsIsToldToTheOneWhoAsked() throws IOException {
        FileSink sink = open(Rotation.NEVER);
        append(sink, "first");
        files.failOnce(Operation.MOVE, 1, Fault.denied());
        assertThrows(IOException.class, sink::rotate);
        append(sink, "second");
        sink.flush();
        assertEquals("first\nsecond\n", Files.readString(log));
    }

    @Test
    void nothingIsRotatedOnDemandWhileLinesWait() throws IOException {
        FileSink sink = open(Rotation.NEVER);
        append(sink, "first");
        sink.flush();
        files.failFrom(Operation.WRITE, 1, Fault.diskFull());
        append(sink, "second");
        sink.rotate();
        assertEquals(0, files.count(Operation.MOVE));
        files.heal();
        sink.flush();
        assertEquals("first\nsecond\n", Files.readString(log));
    }

    @Test
    void maintenanceDeletesWhatIsTooOld() throws IOException {
        var nanos = new AtomicLong();
        var file = new RotatingFile(
                log,
                Rotation.NEVER,
                new Retention(0, Duration.ofDays(1), false),
                Plans.UTC,
                compressor,
                selfLog,
                path -> OptionalLong.empty(),
                nanos::get);
        file.open(clock.millis());
        var sink = new FileSink(file, Ring.inMemory(4_096), 0, -1, drain, clock, selfLog, notices::add);
        nanos.set(Duration.ofDays(365).toNanos());
        Path old = Files.writeString(files.getPath("/log/a.log.1"), "old\n");
        long written = Files.getLastModifiedTime(old).toMillis();
        sink.maintain(Math.max(clock.millis(), written) + Duration.ofDays(2).toMillis());
        assertTrue(Files.notExists(old));
    }
}
