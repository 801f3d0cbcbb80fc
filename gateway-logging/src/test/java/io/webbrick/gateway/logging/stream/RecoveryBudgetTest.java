package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.store.Budget;
import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.BudgetSpec;
import io.webbrick.gateway.logging.store.Compressor;
import io.webbrick.gateway.logging.store.Ledger;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The budget before the streams of a new process are open: recovery, the new ring, and files of nobody. */
final class RecoveryBudgetTest {
    private static final long BLOCK = 4_096;
    private static final int FILE_BYTES = 100_000;
    private static final int FILES = 12;

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    private void history(String base) throws IOException {
        for (int number = 1; number <= FILES; number++) {
            Files.write(directory.resolve(base + "." + number), new byte[FILE_BYTES]);
        }
    }

    private long allocated() throws IOException {
        long sum = 0;
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                sum += (Files.size(file) + BLOCK - 1) / BLOCK * BLOCK;
            }
        }
        return sum;
    }

    private long recovered() throws IOException {
        long count = 0;
        try (LineReader lines = LineReader.of(Segments.oldestFirst(directory.resolve("debug.log")))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                count += line.contains("record ") ? 1 : 0;
            }
        }
        return count;
    }

    private LoggingPlan plan(long limit, String... names) {
        List<StreamSpec> streams = Stream.of(names)
                .map(name -> Plans.file(
                        directory,
                        name.equals("debug.log") ? Role.DEBUG : Role.ERROR,
                        name,
                        0,
                        Plans.FULL,
                        Rotation.NEVER,
                        Retention.FOREVER))
                .toList();
        return new LoggingPlan(directory, Plans.UTC, RingSpec.USUAL, new BudgetSpec(limit, 0, 0), streams, List.of());
    }

    private DurableRing begin(LoggingPlan plan, Budget budget, int ringBytes) {
        budget.expect(plan.directory(), plan.budget());
        return DurableRing.begin(plan, ringBytes, budget, new Compressor(selfLog), clock, selfLog);
    }

    @Test
    void whatRecoveryWritesStaysWithinTheLimit() throws IOException {
        history("debug.log");
        var dead = new DeadProcess(directory, selfLog, 524_288);
        for (int record = 0; record < 300; record++) {
            dead.append("record " + record + " " + "x".repeat(1_000));
        }
        dead.die();
        long limit = allocated() + 100_000;
        Path state = directory.resolve(".state");
        var budget = new Budget(selfLog);
        budget.expect(directory, new BudgetSpec(limit, 0, 0));
        try (Ledger ledger = Ledger.open(directory, state, selfLog)) {
            budget.counts(ledger, null, 0);
            budget.knows(Map.of(directory.resolve("debug.log"), BudgetShare.USUAL));
            Recovery.run(state, ledger, budget, new Compressor(selfLog), clock, selfLog);
        }
        assertTrue(allocated() <= limit, allocated() + " of " + limit + " bytes; " + selfLog.problems());
        assertEquals(300, recovered());
        assertFalse(Files.exists(directory.resolve("debug.log." + FILES)), "the oldest has made room");
        assertTrue(Files.exists(directory.resolve("debug.log.1")));
    }

    @Test
    void whatAReloadRecoversInAnotherDirectoryStaysWithinItsLimit() throws IOException {
        history("debug.log");
        var dead = new DeadProcess(directory, selfLog, 524_288);
        for (int record = 0; record < 300; record++) {
            dead.append("record " + record + " " + "x".repeat(1_000));
        }
        dead.die();
        LoggingPlan there = plan(allocated() + 100_000, "debug.log");
        try (Engine engine =
                Engine.startDurable(Plans.five(elsewhere), 65_536, new Counters(), clock, selfLog, notice -> {})) {
            engine.swap(there);
            assertEquals(300, recovered());
            assertFalse(Files.exists(directory.resolve("debug.log." + FILES)), "the oldest has made room");
            assertTrue(Files.exists(directory.resolve("debug.log.1")));
        }
    }

    @Test
    void aNewRingIsMadeWithinTheLimit() throws IOException {
        begin(plan(BudgetSpec.UNLIMITED, "debug.log"), new Budget(selfLog), 65_536)
                .end(true);
        history("debug.log");
        long limit = allocated() + 300_000;
        var budget = new Budget(selfLog);
        DurableRing ring = begin(plan(limit, "debug.log"), budget, 1_048_576);
        assertTrue(allocated() <= limit, allocated() + " of " + limit + " bytes");
        assertFalse(Files.exists(directory.resolve("debug.log." + FILES)));
        Budget.View view = budget.view();
        assertNotNull(view);
        assertTrue(view.used() >= allocated(), view + " for " + allocated());
        ring.end(true);
    }

    @Test
    void filesThatNoConfigurationNamesAnyMoreCountAndGiveWayFirst() throws IOException {
        try (Engine before = Engine.startDurable(
                plan(BudgetSpec.UNLIMITED, "error.log", "debug.log"),
                65_536,
                new Counters(),
                clock,
                selfLog,
                notice -> {})) {
            assertEquals(2, before.streams().size());
        }
        history("error.log");
        history("debug.log");
        long limit = allocated() - 400_000;
        try (Engine after =
                Engine.startDurable(plan(limit, "debug.log"), 65_536, new Counters(), clock, selfLog, notice -> {})) {
            assertEquals(1, after.streams().size());
            assertTrue(allocated() <= limit, allocated() + " of " + limit + " bytes");
            assertFalse(Files.exists(directory.resolve("error.log." + FILES)));
            assertTrue(Files.exists(directory.resolve("debug.log." + FILES)), "nobody's files went first");
        }
    }
}
