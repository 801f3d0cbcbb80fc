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
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call is told about its record holds, whoever is interrupted and whatever the disk does. */
final class PromisesTest {
    private static final int THREADS = 4;
    private static final int EACH = 500;

    @TempDir
    Path temporary;

    private final ManualClock clock = ManualClock.at("2026-11-21T20:00:00Z");
    private final Counters counters = new Counters();
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Engine engine;

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static LoggingPlan plan(Path directory, ZoneId zone, Rotation rotation) {
        StreamSpec events =
                Plans.file(directory, Role.EVENT_LOG, "EventLog.log", 20, Plans.EVENT, rotation, Retention.FOREVER);
        var patient = new RingSpec(1_048_576, Duration.ofSeconds(20));
        return new LoggingPlan(directory, zone, patient, List.of(events), List.of(Plans.logger("", 0, "EventLog")));
    }

    private void start(LoggingPlan plan) throws IOException {
        engine = Engine.start(plan, Ring.inMemory(1_048_576), counters, clock, selfLog, notice -> {});
    }

    private Acceptance log(String message) {
        var encoder = new RecordEncoder();
        encoder.begin(clock.millis(), 20, LoggerName.of("EventLog.x"), "main");
        encoder.message(message, 0, null, null);
        encoder.attributes(null, null);
        return engine.offer(engine.route("EventLog.x"), 20, clock.millis(), encoder);
    }

    private static List<String> lines(Path newest) throws IOException {
        var all = new ArrayList<String>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line.substring(line.indexOf(' ') + 1));
            }
        }
        return all;
    }

    private static void interrupt(List<Thread> callers) {
        callers.forEach(Thread::interrupt);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("log-writer")) {
                thread.interrupt();
            }
        }
    }

    @Test
    void interruptsOfCallersAndOfTheWriterItselfLoseNothing() throws Exception {
        start(plan(temporary, Plans.UTC, Rotation.bySize(20_000)));
        var callers = new ArrayList<Thread>();
        var refused = new AtomicInteger();
        var left = new CountDownLatch(THREADS);
        for (int caller = 0; caller < THREADS; caller++) {
            String name = "caller " + caller;
            callers.add(new Thread(
                    () -> {
                        for (int record = 0; record < EACH; record++) {
                            refused.addAndGet(log(name + " record " + record) == Acceptance.REFUSED ? 1 : 0);
                        }
                        left.countDown();
                    },
                    name));
        }
        callers.forEach(Thread::start);
        while (left.getCount() > 0) {
            interrupt(callers);
        }
        assertTrue(engine.flush(10_000));
        Path newest = temporary.resolve("EventLog.log");
        List<String> stored = lines(newest);
        assertEquals(0, refused.get());
        assertEquals(THREADS * EACH, stored.size(), () -> selfLog.problems().toString());
        assertEquals(THREADS * EACH, new HashSet<>(stored).size());
        assertTrue(Segments.oldestFirst(newest).size() > 3, "rotated in between");
        assertEquals(
                List.of("somebody interrupted the log writer, which goes on"),
                selfLog.problems().stream().map(SelfLog.Problem::text).toList());
    }

    @Test
    void anInterruptedCallerIsToldTheTruth() throws Exception {
        start(plan(temporary, Plans.UTC, Rotation.NEVER));
        var wrong = new AtomicInteger();
        var kept = new AtomicBoolean(true);
        var caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            for (int record = 0; record < 300; record++) {
                String message = "record " + record;
                try {
                    boolean promised = log(message) == Acceptance.KEPT;
                    boolean there = Thread.interrupted()
                            && lines(temporary.resolve("EventLog.log")).contains(message);
                    wrong.addAndGet(promised == there ? 0 : 1);
                } catch (IOException failed) {
                    wrong.incrementAndGet();
                }
                Thread.currentThread().interrupt();
            }
            kept.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        caller.join();
        assertEquals(0, wrong.get());
        assertTrue(kept.get());
    }

    @Test
    void aRecordThatItsFileDoesNotTakeIsWaitingAndThenKept() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix()) {
            Path directory = files.getPath("/log");
            start(plan(directory, Plans.UTC, Rotation.NEVER));
            assertEquals(Acceptance.KEPT, log("before"));
            files.failOn(Operation.WRITE, "EventLog.log", Fault.diskFull());
            assertEquals(Acceptance.WAITING, log("while the disk is full"));
            assertEquals(List.of("before"), lines(directory.resolve("EventLog.log")));
            files.heal();
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> lines(directory.resolve("EventLog.log")).size() == 2);
            await().until(() -> log("after") == Acceptance.KEPT);
            assertEquals(0, counters.lost());
        }
    }

    @Test
    void aReloadIntoAnotherZoneGoesOnInTheSameFileAndRotatesAtItsMidnight() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix()) {
            Path directory = files.getPath("/log");
            start(plan(directory, Plans.UTC, Rotation.midnight()));
            assertEquals(Acceptance.KEPT, log("20:00 in London"));
            int opened = files.count(Operation.OPEN) + files.count(Operation.CREATE);
            engine.swap(plan(directory, ZoneId.of("Asia/Kolkata"), Rotation.midnight()));
            assertEquals(Acceptance.KEPT, log("01:30 of the next day in Kolkata"));
            assertEquals(opened, files.count(Operation.OPEN) + files.count(Operation.CREATE), "nothing is opened");
            clock.advance(Duration.ofHours(22).plusMinutes(29));
            assertEquals(Acceptance.KEPT, log("23:59 in Kolkata"));
            clock.advance(Duration.ofMinutes(2));
            assertEquals(Acceptance.KEPT, log("00:01 in Kolkata"));
            Path newest = directory.resolve("EventLog.log");
            assertEquals(
                    List.of("EventLog.log.2026-11-22", "EventLog.log"),
                    Segments.oldestFirst(newest).stream()
                            .map(path -> path.getFileName().toString())
                            .toList());
            assertEquals(
                    List.of(
                            "20:00 in London",
                            "01:30 of the next day in Kolkata",
                            "23:59 in Kolkata",
                            "00:01 in Kolkata"),
                    lines(newest));
        }
    }
}
