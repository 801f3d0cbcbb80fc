package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.store.BudgetSpec;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine, ring in a file and ledger included, within a budget. */
final class EngineBudgetTest {
    private static final long LIMIT = 2_000_000;

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final Counters counters = new Counters();
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Engine engine;

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private LoggingPlan plan(Path place, long limit) {
        StreamSpec events = Plans.file(
                place, Role.EVENT_LOG, "EventLog.log", 20, Plans.EVENT, Rotation.midnight(), Retention.FOREVER);
        return new LoggingPlan(
                directory,
                Plans.UTC,
                RingSpec.USUAL,
                new BudgetSpec(limit, 0, 0),
                List.of(events),
                List.of(Plans.logger("", 0, "EventLog")));
    }

    private void start(LoggingPlan plan) throws IOException {
        engine = Engine.startDurable(plan, 65_536, counters, clock, selfLog, notice -> {});
    }

    private void log(int from, int records) {
        Route route = engine.route("EventLog.x");
        for (int record = from; record < from + records; record++) {
            var encoder = new RecordEncoder();
            encoder.begin(clock.millis(), 20, LoggerName.of("EventLog.x"), "main");
            encoder.message(record + " " + "x".repeat(1_000), 0, null, null);
            encoder.attributes(null, null);
            assertTrue(engine.append(route, 20, clock.millis(), encoder));
        }
        assertTrue(engine.flush(10_000));
    }

    private long allocated() throws IOException {
        long sum = 0;
        try (var all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                sum += (Files.size(file) + 4_095) / 4_096 * 4_096;
            }
        }
        return sum;
    }

    @Test
    void allFilesStayWithinTheBudgetAndTheNewestRecordIsThere() throws IOException {
        start(plan(directory, LIMIT));
        for (int part = 0; part < 40; part++) {
            log(part * 100, 100);
            long all = allocated();
            assertTrue(all <= LIMIT, "after part " + part + ": " + all);
        }
        assertTrue(allocated() > LIMIT / 2, "the budget is used");
        String newest = Files.readString(directory.resolve("EventLog.log"));
        assertTrue(newest.lines().reduce("", (one, other) -> other).contains(" 3999 "), "the newest record is kept");
        assertEquals(0, counters.lost());
    }

    @Test
    void aReloadWithASmallerBudgetDeletesTheOldest() throws IOException {
        start(plan(directory, BudgetSpec.UNLIMITED));
        assertNull(engine.budget());
        engine.swap(plan(directory, 4 * LIMIT));
        log(0, 4_000);
        assertTrue(allocated() > LIMIT);
        engine.swap(plan(directory, LIMIT));
        assertTrue(allocated() <= LIMIT, allocated() + " bytes");
    }

    @Test
    void filesOutsideTheLogDirectoryDoNotCount() throws IOException {
        start(plan(elsewhere, LIMIT));
        log(0, 4_000);
        assertTrue(Files.size(elsewhere.resolve("EventLog.log")) > LIMIT);
    }
}
