package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineTest {
    @TempDir
    Path directory;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final Counters counters = new Counters();
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final List<String> notices = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Engine engine;

    @AfterEach
    void closeEngine() {
        if (engine != null) {
            engine.close();
        }
    }

    private void start(LoggingPlan plan, int ringBytes) throws IOException {
        engine = Engine.start(plan, Ring.inMemory(ringBytes), counters, clock, selfLog, notices::add);
    }

    private boolean log(String logger, int level, String message) {
        Route route = engine.route(logger);
        if (level < route.threshold()) {
            return false;
        }
        var encoder = new RecordEncoder();
        encoder.begin(clock.millis(), level, LoggerName.of(logger), "main");
        encoder.message(message, 0, null, null);
        encoder.attributes(null, null);
        return engine.append(route, level, clock.millis(), encoder);
    }

    private List<String> lines(String file) throws IOException {
        assertTrue(engine.flush(2_000), "the writer came to the end");
        return Files.readAllLines(directory.resolve(file));
    }

    @Test
    void writesOneLineInTheStreamOfTheLogger() throws IOException {
        start(Plans.five(directory), 65_536);
        assertTrue(log("EventLog.temperature", 20, "temperature,temperature/outside"));
        assertEquals(List.of("2026-11-21T05:20:00.123+00:00 temperature,temperature/outside"), lines("EventLog.log"));
    }

    @Test
    void anEventIsInTheFileWhenTheCallReturns() throws IOException {
        start(Plans.five(directory), 65_536);
        for (int event = 0; event < 50; event++) {
            log("EventLog.temperature", 20, "event " + event);
            assertEquals(
                    event + 1,
                    Files.readAllLines(directory.resolve("EventLog.log")).size());
        }
    }

    @Test
    void debugCollectsOneCopyOfEverythingInOrder() throws IOException {
        start(Plans.five(directory), 65_536);
        log("EventLog.temperature", 20, "first");
        log("turbogears.access", 20, "second");
        log("WebBrickGateway.Heating", 40, "third");
        log("WebBrickGateway.Heating", 20, "fourth");
        log("WebBrickGateway.Heating", 10, "below Debug's level");
        assertEquals(
                List.of(
                        "INFO EventLog.temperature first",
                        "INFO turbogears.access second",
                        "ERROR WebBrickGateway.Heating third",
                        "INFO WebBrickGateway.Heating fourth"),
                lines("debug.log").stream().map(line -> line.substring(30)).toList());
    }

    @Test
    void debugsLevelNeverRemovesAnotherStreamsRecord() throws IOException {
        LoggingPlan five = Plans.five(directory);
        var streams = new ArrayList<>(five.streams());
        streams.set(3, Plans.collector(directory, 50));
        start(new LoggingPlan(directory, Plans.UTC, streams, five.loggers()), 65_536);
        log("EventLog.temperature", 20, "kept");
        log("WebBrickGateway.Heating", 30, "only Debug would take it, and does not");
        assertEquals(1, lines("debug.log").size());
        assertEquals(1, lines("EventLog.log").size());
    }

    @Test
    void aSuppressedLoggerReachesNoStreamNotEvenDebug() throws IOException {
        start(Plans.five(directory), 65_536);
        assertFalse(log("EventLog.time.second", 20, "tick"));
        assertTrue(log("EventLog.time.minute", 20, "minute"));
        assertEquals(1, lines("EventLog.log").size());
        assertEquals(1, lines("debug.log").size());
    }

    @Test
    void rotatesBySizeAndKeepsTheConfiguredNumberOfFiles() throws IOException {
        var rotating = Plans.file(
                directory,
                Role.EVENT_LOG,
                "EventLog.log",
                20,
                Plans.EVENT,
                Rotation.bySize(1_000),
                new Retention(3, null, false));
        start(
                new LoggingPlan(directory, Plans.UTC, List.of(rotating), List.of(Plans.logger("", 0, "EventLog"))),
                65_536);
        for (int line = 0; line < 100; line++) {
            log("EventLog.x", 20, "line " + line + " " + "x".repeat(50));
        }
        assertTrue(engine.flush(2_000));
        try (var files = Files.list(directory)) {
            assertEquals(
                    List.of("EventLog.log", "EventLog.log.1", "EventLog.log.2", "EventLog.log.3"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.size(directory.resolve("EventLog.log.1")) < 1_000, "a file stays below its limit");
        assertFalse(notices.isEmpty(), "each rotation is told");
    }

    @Test
    void rotatesAtMidnightUnderTheNameOfTheDayThatEnded() throws IOException {
        var daily = Plans.file(
                directory, Role.ERROR, "error.log", 40, Plans.FULL, Rotation.midnight(), new Retention(7, null, false));
        start(new LoggingPlan(directory, Plans.UTC, List.of(daily), List.of(Plans.logger("", 0, "Error"))), 65_536);
        log("Heating", 40, "before midnight");
        assertTrue(engine.flush(2_000));
        clock.set(java.time.Instant.parse("2026-11-23T00:00:00Z"));
        log("Heating", 40, "after a quiet day");
        assertEquals(1, lines("error.log").size());
        assertTrue(lines("error.log.2026-11-21").get(0).endsWith("before midnight"));
    }

    @Test
    void aReloadKeepsEveryRecordAndTheOpenFile() throws Exception {
        LoggingPlan plan = Plans.five(directory);
        start(plan, 65_536);
        var logging = new Thread(() -> {
            for (int record = 0; record < 5_000; record++) {
                log("WebBrickGateway.Heating", 40, "record " + record);
            }
        });
        logging.start();
        int swaps = 0;
        while (logging.isAlive() && swaps < 200) {
            engine.swap(plan);
            swaps++;
        }
        logging.join();
        assertTrue(swaps > 3, "reloads happened while records came: " + swaps);
        assertEquals(5_000, lines("error.log").size());
        assertEquals(0, counters.lost());
    }

    @Test
    void aPlanWhoseFileCannotBeOpenedLeavesTheOldOneInForce() throws IOException {
        start(Plans.five(directory), 65_536);
        Files.createDirectory(directory.resolve("taken.log"));
        var broken = Plans.file(directory, Role.ERROR, "taken.log", 40, Plans.FULL);
        assertThrows(
                IOException.class,
                () -> engine.swap(
                        new LoggingPlan(directory, Plans.UTC, List.of(broken), List.of(Plans.logger("", 0, "Error")))));
        log("Heating", 40, "still here");
        assertEquals(1, lines("error.log").size());
    }

    @Test
    void everyRecordIsStoredWhenFourThreadsLogAtOnce() throws Exception {
        start(Plans.five(directory), 65_536);
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < 4; number++) {
            String name = "Heating." + number;
            var thread = new Thread(() -> {
                for (int record = 0; record < 5_000; record++) {
                    log(name, 40, "record " + record);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(engine.flush(5_000));
        assertEquals(20_000, counters.accepted());
        assertEquals(counters.accepted(), counters.stored() + counters.lost());
        long stored = Files.readAllLines(directory.resolve("error.log")).stream()
                .filter(line -> line.contains(" Heating."))
                .count();
        assertEquals(counters.stored(), stored);
    }
}
