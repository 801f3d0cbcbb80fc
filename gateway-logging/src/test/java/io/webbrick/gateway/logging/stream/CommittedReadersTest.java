package io.webbrick.gateway.logging.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.read.Tail;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers see what is committed and nothing behind it, in the process that writes and in others. */
final class CommittedReadersTest {
    @TempDir
    Path directory;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    @SuppressWarnings("NullAway.Init") // only some tests start one
    private Engine engine;

    @AfterEach
    void closeEngine() {
        if (engine != null) {
            engine.close();
        }
    }

    private void start(Path logs, Rotation rotation) throws IOException {
        var target = new Target.File(logs.resolve("debug.log"), rotation, Retention.FOREVER);
        var stream = new StreamSpec("Debug", Role.DEBUG, target, 0, Plans.EVENT, false, Durability.PROCESS);
        var plan = new LoggingPlan(logs, Plans.UTC, List.of(stream), List.of(Plans.logger("", 0, "Debug")));
        engine = Engine.start(plan, Ring.inMemory(262_144), new Counters(), clock, selfLog, notice -> {});
    }

    private void log(String message) {
        Route route = engine.route("Heating");
        var encoder = new RecordEncoder();
        encoder.begin(clock.millis(), 20, LoggerName.of("Heating"), "main");
        encoder.message(message, 0, null, null);
        encoder.attributes(null, null);
        while (!engine.append(route, 20, clock.millis(), encoder)) {
            Thread.onSpinWait();
        }
    }

    private static void appendUncommitted(Path newest, String text) throws IOException {
        Files.writeString(newest, text, StandardOpenOption.APPEND);
    }

    private static List<String> lines(Path newest) throws IOException {
        var all = new ArrayList<String>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return all;
    }

    private static List<String> words(List<String> records) {
        return records.stream()
                .map(record -> record.substring(record.lastIndexOf(' ') + 1))
                .toList();
    }

    @Test
    void inTheProcessThatWritesReadersStopAtTheCommittedEnd() throws IOException {
        start(directory, Rotation.NEVER);
        Path newest = directory.resolve("debug.log");
        log("one");
        assertTrue(engine.flush(2_000));
        Tail tail = Tail.of(newest, record -> true);
        assertEquals(List.of("one"), words(tail.last(5)));
        long committed = Files.size(newest);
        appendUncommitted(newest, "uncommitted\n");
        assertEquals(List.of("one"), lines(newest));
        assertEquals(List.of(), tail.poll());
        assertEquals(List.of("one"), words(Tail.of(newest, record -> true).last(5)));
        assertEquals(committed, Segments.bytes(newest));
        engine.close();
        assertEquals(List.of("one", "uncommitted"), lines(newest), "nobody writes: whole lines count");
    }

    @Test
    void aPollWithNothingNewAsksTheFileSystemNothing() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix()) {
            start(files.getPath("/log"), Rotation.NEVER);
            Tail tail = Tail.of(files.getPath("/log").resolve("debug.log"), record -> true);
            log("one");
            assertTrue(engine.flush(2_000));
            assertEquals(1, tail.last(5).size());
            int before = operations(files);
            for (int poll = 0; poll < 100; poll++) {
                assertEquals(List.of(), tail.poll());
            }
            assertEquals(before, operations(files));
            log("two");
            assertTrue(engine.flush(2_000));
            assertEquals(List.of("two"), words(tail.poll()));
            engine.close();
        }
    }

    private static int operations(FaultyFileSystem files) {
        return Arrays.stream(Operation.values()).mapToInt(files::count).sum();
    }

    @Test
    void afterADeathReadersStopWhereTheRingSaysAndRecoveryDoublesNothing() throws IOException {
        var dead = new DeadProcess(directory, selfLog);
        Path newest = directory.resolve("debug.log");
        long one = dead.append("one");
        dead.append("two");
        dead.write("one");
        dead.commit(one);
        dead.write("two", "half");
        dead.die();
        Tail tail = Tail.of(newest, record -> true);
        assertEquals(List.of("one"), tail.last(5));
        assertEquals(List.of("one"), lines(newest));
        Engine.startDurable(Plans.five(directory), 65_536, new Counters(), clock, selfLog, notice -> {})
                .close();
        assertEquals(List.of("two"), tail.poll());
        assertEquals(List.of("one", "two"), lines(newest));
    }

    @Test
    void anotherProcessIsFollowedCommitByCommitAndThroughARotation() throws IOException {
        var other = new DeadProcess(directory, selfLog);
        Path newest = directory.resolve("debug.log");
        Tail tail = Tail.of(newest, record -> true);
        assertEquals(List.of(), tail.last(5));
        other.write("one");
        assertEquals(List.of(), tail.poll());
        other.commit(other.append("one"));
        assertEquals(List.of("one"), tail.poll());
        other.write("two");
        other.commit(other.append("two"));
        other.file.rotate(0);
        assertEquals(List.of("two"), tail.poll());
        other.unwritten(0);
        other.write("three");
        assertEquals(List.of(), tail.poll());
        assertEquals(List.of("one", "two"), lines(newest));
        other.commit(other.append("three"));
        assertEquals(List.of("three"), tail.poll());
        other.die();
    }

    @Test
    void beforeTheFirstCommitTheLedgerSaysWhereTheProcessBegan() throws IOException {
        Files.writeString(directory.resolve("error.log"), "before\n");
        var dead = new DeadProcess(directory, selfLog);
        int number = dead.ledger.file(directory.resolve("error.log"));
        var file = new io.webbrick.gateway.logging.store.RotatingFile(
                directory.resolve("error.log"),
                Rotation.NEVER,
                Retention.FOREVER,
                Plans.UTC,
                new io.webbrick.gateway.logging.store.Compressor(selfLog),
                selfLog,
                path -> java.util.OptionalLong.empty());
        file.noteIn(dead.ledger, number);
        file.open(0);
        appendUncommitted(directory.resolve("error.log"), "after\n");
        assertEquals(List.of("before"), lines(directory.resolve("error.log")));
        dead.die();
    }

    @Test
    void aRingOfAnotherLedgerOrNoneMeansWholeLines() throws IOException {
        var dead = new DeadProcess(directory, selfLog);
        Path newest = directory.resolve("debug.log");
        dead.write("one");
        dead.die();
        Path ledger = directory.resolve(".state").resolve("ledger");
        Path aside = Files.move(ledger, directory.resolve("ledger"));
        io.webbrick.gateway.logging.store.Ledger.open(directory, directory.resolve(".state"), selfLog)
                .file(newest);
        assertEquals(List.of("one"), lines(newest), "the ring is not ours");
        Files.move(aside, ledger, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.delete(directory.resolve(".state").resolve("ring"));
        assertEquals(List.of("one"), lines(newest), "there is no ring");
    }

    @Test
    void aTailBesideAWriterThatRotatesSeesEachRecordOnce() throws Exception {
        start(directory, Rotation.bySize(20_000));
        Path newest = directory.resolve("debug.log");
        int count = 20_000;
        Tail tail = Tail.of(newest, record -> true);
        var seen = new ArrayList<String>(words(tail.last(count)));
        var writing = new Thread(() -> IntStream.range(0, count).forEach(number -> {
            log("x".repeat(40) + " " + number);
            assertTrue(number % 500 > 0 || engine.flush(5_000));
        }));
        writing.start();
        while (writing.isAlive()) {
            seen.addAll(words(tail.poll()));
        }
        assertTrue(engine.flush(5_000));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            seen.addAll(words(tail.poll()));
            return seen.size() >= count;
        });
        assertTrue(
                IntStream.range(0, count).mapToObj(Integer::toString).toList().equals(seen), seen.size() + " seen");
    }
}
