package io.webbrick.gateway.logging.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ring, writer and streams together on a file system that fails. */
final class EngineFaultsTest {
    private static final int RING_BYTES = 1_048_576;

    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path directory = files.getPath("/log");
    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final Counters counters = new Counters();
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Engine engine;

    @AfterEach
    void closeEngine() {
        if (engine != null) {
            engine.close();
        }
    }

    private Engine start(LoggingPlan plan) throws IOException {
        IOException last = new IOException("never tried");
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                return Engine.start(plan, Ring.inMemory(RING_BYTES), counters, clock, selfLog, notice -> {});
            } catch (IOException failed) {
                last = failed;
            }
        }
        throw last;
    }

    private boolean log(Engine to, String logger, int level, String message) {
        Route route = to.route(logger);
        var encoder = new RecordEncoder();
        encoder.begin(clock.millis(), level, LoggerName.of(logger), "main");
        encoder.message(message, 0, null, null);
        encoder.attributes(null, null);
        return to.append(route, level, clock.millis(), encoder);
    }

    private static List<String> lines(Path newest) throws IOException {
        var all = new ArrayList<String>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    private StreamView view(String title) {
        return engine.streams().stream()
                .filter(stream -> stream.spec().title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsAndReportsExactlyWhatDidNotFit() throws IOException {
        engine = start(Plans.five(directory));
        files.failOn(Operation.WRITE, "error.log", Fault.diskFull());
        String padding = "x".repeat(10_000);
        for (int record = 0; record < 200; record++) {
            log(engine, "Heating", 40, record + " " + padding);
            if (record % 20 == 0) {
                assertTrue(engine.flush(2_000));
            }
        }
        assertTrue(engine.flush(2_000));
        long lost = view("Error").lost();
        assertTrue(lost > 50 && lost < 150, "about a mebibyte waited, the rest was refused: " + lost);
        assertEquals(200, counters.accepted());
        assertEquals(200, counters.stored() + counters.lost());
        files.heal();
        await().until(() -> lines(directory.resolve("error.log")).stream().anyMatch(line -> line.contains("lost ")));
        List<String> stored = lines(directory.resolve("error.log"));
        assertEquals(200 - lost, stored.size() - 1);
        assertEquals(
                "2026-11-21T05:20:00.123+00:00 ERROR WebBrickLibs.LogWriter lost " + lost
                        + " records, 2026-11-21T05:20:00.123Z to 2026-11-21T05:20:00.123Z, the file could not be written",
                stored.get(stored.size() - 1));
        assertEquals(200, lines(directory.resolve("debug.log")).size(), "the other stream has them all");
    }

    @Test
    void whatTheSecondAttemptOfABatchWritesIsCounted() throws IOException {
        engine = start(Plans.five(directory));
        files.failOnce(Operation.WRITE, 1, Fault.diskFull());
        log(engine, "turbogears.access", 20, "written by the commit");
        await().until(() -> view("Access").stored() + view("Debug").stored() == 2);
    }

    @Test
    void aStreamThatCannotBeWrittenHoldsUpNoOther() throws IOException {
        engine = start(Plans.five(directory));
        files.failOn(Operation.WRITE, "error.log", Fault.diskFull());
        log(engine, "Heating", 40, "not written now");
        for (int event = 0; event < 20; event++) {
            log(engine, "EventLog.temperature", 20, "event " + event);
            assertEquals(event + 1, lines(directory.resolve("EventLog.log")).size());
        }
        assertEquals(0, lines(directory.resolve("error.log")).size());
        files.heal();
        await().until(() -> lines(directory.resolve("error.log")).size() == 1);
    }

    @Test
    void whatCouldNotBeWrittenUntilTheEndIsCountedAndSaid() throws IOException {
        engine = start(Plans.five(directory));
        log(engine, "Heating", 40, "written");
        assertTrue(engine.flush(2_000));
        files.failOn(Operation.WRITE, "error.log", Fault.diskFull().after(30));
        log(engine, "Heating", 40, "lost one");
        log(engine, "Heating", 40, "lost two");
        engine.close();
        files.heal();
        assertEquals(1, lines(directory.resolve("error.log")).size());
        assertEquals(1, view("Error").stored());
        assertEquals(2, view("Error").lost());
        assertEquals(List.of(3L, 1L, 2L), List.of(counters.accepted(), counters.stored(), counters.lost()));
        assertTrue(selfLog.problems().stream()
                .anyMatch(problem -> problem.text().equals("2 records of Error could not be written and are lost")));
    }

    @Test
    void aRecordThatSeveralFilesHaveToGiveUpIsLostOnce() throws IOException {
        engine = start(Plans.five(directory));
        assertTrue(engine.flush(2_000));
        files.failFrom(Operation.WRITE, 1, Fault.diskFull());
        log(engine, "Heating", 40, "in Error and in Debug");
        log(engine, "EventLog.x", 20, "in EventLog and in Debug");
        log(engine, "Heating", 20, "in Debug");
        engine.close();
        files.heal();
        assertEquals(3, view("Debug").lost());
        assertEquals(List.of(3L, 0L, 3L), List.of(counters.accepted(), counters.stored(), counters.lost()));
    }

    @Test
    void everyStreamsCountsAreExactAfterItIsClosed() throws IOException {
        engine = start(Plans.five(directory));
        for (int record = 0; record < 500; record++) {
            log(engine, record % 2 == 0 ? "Heating" : "EventLog.x", 40, "record " + record);
        }
        engine.close();
        for (StreamView stream : engine.streams()) {
            if (stream.spec().target() instanceof Target.File file) {
                assertEquals(
                        lines(file.path()).size(),
                        stream.stored(),
                        stream.spec().title());
                assertEquals(0, stream.lost());
            }
        }
    }

    @Test
    void aCallerThatIsInterruptedKeepsItsFlagAndLosesNothing() throws Exception {
        engine = start(Plans.five(directory));
        var kept = new AtomicBoolean(true);
        var caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            for (int event = 0; event < 1_000; event++) {
                log(engine, "EventLog.temperature", 20, "event " + event + " " + "x".repeat(2_000));
                kept.compareAndSet(true, Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        caller.join();
        assertTrue(kept.get(), "the flag stays set");
        assertTrue(engine.flush(5_000));
        assertEquals(1_000, lines(directory.resolve("EventLog.log")).size());
        assertEquals(0, counters.lost());
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void aFaultThatPassesLosesNothingOnTheWholeWay(Operation kind) throws IOException {
        for (int n : new int[] {1, 2, 3, 5, 8, 13, 21, 34}) {
            try (FaultyFileSystem system = FaultyFileSystem.unix()) {
                Path logs = system.getPath("/log");
                var stream = Plans.file(
                        logs,
                        Role.ERROR,
                        "error.log",
                        40,
                        Plans.FULL,
                        Rotation.bySize(4_000),
                        new Retention(0, null, true));
                var plan = new LoggingPlan(logs, Plans.UTC, List.of(stream), List.of(Plans.logger("", 0, "Error")));
                system.failOnce(kind, n, Fault.diskFull().after(25));
                try (Engine whole = start(plan)) {
                    for (int record = 0; record < 200; record++) {
                        log(whole, "Heating", 40, "record " + record);
                        assertTrue(record % 25 > 0 || whole.flush(2_000));
                    }
                    assertTrue(whole.flush(2_000));
                    await().until(() -> whole.streams().get(0).stored() == 200);
                }
                system.heal();
                assertEquals(
                        IntStream.range(0, 200)
                                .mapToObj(record -> "record " + record)
                                .toList(),
                        lines(logs.resolve("error.log")).stream()
                                .map(line -> line.substring(line.indexOf("record ")))
                                .toList(),
                        kind + " " + n);
            }
        }
    }
}
