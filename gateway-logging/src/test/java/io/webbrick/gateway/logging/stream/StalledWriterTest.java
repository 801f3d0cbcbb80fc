package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.ring.Ring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A writer that stands still, as it does while a disk hangs: who may fill the ring how far, and who waits. */
final class StalledWriterTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Path directory = FaultyFileSystem.unix().getPath("/log");
    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final Counters counters = new Counters();
    private final Ring ring = Ring.inMemory(65_536);
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch healed = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init") // set before each test
    private Engine engine;

    @BeforeEach
    void stallTheWriter() throws Exception {
        var selfLog = new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        LoggingPlan five = Plans.five(directory);
        var plan =
                new LoggingPlan(directory, Plans.UTC, new RingSpec(65_536, PATIENCE), five.streams(), five.loggers());
        engine = Engine.start(plan, ring, counters, clock, selfLog, notice -> hang());
        log("Heating", 20);
        assertTrue(engine.flush(5_000));
        assertTrue(engine.rotate("Debug"));
        stalled.await();
    }

    @AfterEach
    void close() {
        healed.countDown();
        engine.close();
    }

    private void hang() {
        stalled.countDown();
        try {
            healed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean log(String logger, int level) {
        Route route = engine.route(logger);
        var encoder = new RecordEncoder();
        encoder.begin(clock.millis(), level, LoggerName.of(logger), "");
        encoder.message("x".repeat(100), 0, null, null);
        encoder.attributes(null, null);
        return engine.append(route, level, clock.millis(), encoder);
    }

    /** Logs until a record is refused; how full the ring is then. */
    private double fillFrom(String logger, int level) {
        int accepted = 0;
        while (log(logger, level)) {
            accepted++;
        }
        assertTrue(accepted > 10, "some fitted");
        return ring.fill();
    }

    @Test
    void whatOnlyDebugTakesStopsAtHalfTheRestAtFourFifthsAndErrorsUseWhatIsLeft() {
        assertEquals(0.5, fillFrom("Heating", 20), 0.01);
        assertEquals(0.8, fillFrom("turbogears.access", 20), 0.01);
        assertEquals(31.0 / 32, fillFrom("Heating", 40), 0.01);
    }

    @Test
    void aThreadWaitsOnceAndIsRefusedAtOnceUntilTheWriterMoves() throws IOException {
        long begin = System.nanoTime();
        fillFrom("Heating", 20);
        assertTrue(System.nanoTime() - begin >= PATIENCE.toNanos(), "it waited for room");
        begin = System.nanoTime();
        for (int again = 0; again < 100; again++) {
            assertFalse(log("Heating", 20));
        }
        assertTrue(System.nanoTime() - begin < 10 * PATIENCE.toNanos(), "a hundred waits take much longer");
        healed.countDown();
        assertTrue(engine.flush(5_000));
        assertTrue(log("Heating", 20), "there is room again");
    }

    @Test
    void everyRecordIsStoredOrToldAsLost() throws IOException {
        fillFrom("Heating", 20);
        for (int again = 0; again < 9; again++) {
            log("Heating", 20);
        }
        healed.countDown();
        assertTrue(engine.flush(5_000));
        engine.close();
        assertEquals(10, counters.lost());
        assertEquals(counters.accepted(), counters.stored() + counters.lost());
        List<String> lines = Files.readAllLines(directory.resolve("debug.log"));
        assertEquals(counters.stored() - 1, lines.size() - 1, "one was rotated away, one line tells of the losses");
        assertTrue(
                lines.stream().anyMatch(line -> line.contains("lost 10 records")), () -> lines.get(lines.size() - 1));
    }
}
