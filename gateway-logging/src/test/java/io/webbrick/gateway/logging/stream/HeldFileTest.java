package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.BudgetSpec;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On Windows nobody can rename or delete a file that another program has open. */
final class HeldFileTest {
    private static final long LIMIT = 1_500_000;
    private static final int BATCH = 50;

    private final FaultyFileSystem files = FaultyFileSystem.windows();
    private final Path directory = files.getPath("C:\\ProgramData\\webbrick\\gateway\\logs");
    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final Counters counters = new Counters();
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private int logged;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Engine engine;

    @BeforeEach
    void start() throws IOException {
        StreamSpec events = Plans.file(
                directory,
                Role.ACCESS,
                "access.log",
                20,
                Plans.EVENT,
                Rotation.bySize(20_000),
                new Retention(500, null, false));
        var plan = new LoggingPlan(
                directory,
                Plans.UTC,
                RingSpec.USUAL,
                new BudgetSpec(LIMIT, 0, 0),
                List.of(events),
                List.of(Plans.logger("", 0, "Access")));
        engine = Engine.start(plan, Ring.inMemory(1 << 20), counters, clock, selfLog, notice -> {});
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private void logBatch() {
        Route route = engine.route("EventLog.x");
        for (int record = 0; record < BATCH; record++) {
            var encoder = new RecordEncoder();
            encoder.begin(clock.millis(), 20, LoggerName.of("EventLog.x"), "main");
            encoder.message("number " + logged + " " + "x".repeat(1_000), 0, null, null);
            encoder.attributes(null, null);
            assertTrue(engine.append(route, 20, clock.millis(), encoder));
            logged++;
        }
        assertTrue(engine.flush(10_000));
    }

    private long bytes(String name) throws IOException {
        return Files.size(directory.resolve(name));
    }

    private long allocated() throws IOException {
        long sum = 0;
        try (var all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                sum += (Files.size(file) + 4_095) / 4_096 * 4_096;
            }
        }
        return sum;
    }

    /** The numbers of all records that are left, in the order of the files. */
    private List<Integer> numbers() throws IOException {
        var left = new ArrayList<Integer>();
        try (var all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    int at = line.indexOf("number ") + 7;
                    left.add(Integer.parseInt(line.substring(at, line.indexOf(' ', at))));
                }
            }
        }
        left.sort(Comparator.naturalOrder());
        return left;
    }

    private void hold(String name) {
        files.failOn(Operation.MOVE, name, Fault.inUse());
        files.failOn(Operation.DELETE, name, Fault.inUse());
    }

    @Test
    void theNewestFileIsAppendedToWhileItIsHeldAndRotatedAfterwards() throws IOException {
        logBatch();
        hold("access.log");
        long before = bytes("access.log");
        for (int batch = 0; batch < 10; batch++) {
            logBatch();
            assertTrue(bytes("access.log") > before, "it grows");
            before = bytes("access.log");
        }
        files.heal();
        logBatch();
        logBatch();
        assertTrue(bytes("access.log") <= 20_000, bytes("access.log") + " bytes");
        List<Integer> left = numbers();
        assertEquals(logged, left.size());
        for (int number = 0; number < logged; number++) {
            assertEquals(number, left.get(number));
        }
        assertEquals(0, counters.lost());
    }

    @Test
    void theRenameIsTriedOnceInEachBatchAndToldOnce() {
        logBatch();
        hold("access.log");
        int before = files.count(Operation.MOVE);
        for (int batch = 0; batch < 10; batch++) {
            logBatch();
        }
        int tries = files.count(Operation.MOVE) - before;
        assertTrue(tries >= 5 && tries <= 10 * BATCH / 4, tries + " tries for " + 10 * BATCH + " records");
        assertEquals(
                1,
                selfLog.problems().stream()
                        .filter(problem -> problem.text().contains("cannot rotate"))
                        .count(),
                () -> selfLog.problems().toString());
    }

    @Test
    void theBudgetHoldsWhileTheNewestFileIsHeld() throws IOException {
        for (int batch = 0; batch < 20; batch++) {
            logBatch();
        }
        hold("access.log");
        for (int batch = 0; batch < 15; batch++) {
            logBatch();
            assertTrue(allocated() <= LIMIT, allocated() + " bytes");
        }
        files.heal();
        logBatch();
        List<Integer> left = numbers();
        assertEquals(logged - 1, left.get(left.size() - 1));
        assertEquals(logged - left.size(), left.get(0), "only the oldest are gone");
        assertEquals(0, counters.lost());
    }

    private List<Path> oldest(int count) throws IOException {
        try (var all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().matches("access\\.log\\.[0-9]+"))
                    .sorted(Comparator.comparingInt(HeldFileTest::place).reversed())
                    .limit(count)
                    .toList();
        }
    }

    private static int place(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring("access.log.".length()));
    }

    @Test
    void oldFilesThatAreHeldArePassedOverWhenRoomIsNeeded() throws IOException {
        while (allocated() < LIMIT / 10 * 7) {
            logBatch();
        }
        List<Path> held = oldest(8);
        held.forEach(file -> hold(file.getFileName().toString()));
        int before = numbers().size();
        engine.rotate("Access");
        for (int batch = 0; batch < 20; batch++) {
            logBatch();
            assertTrue(allocated() <= LIMIT, allocated() + " bytes");
        }
        assertEquals(0, counters.lost());
        assertTrue(before > 0 && numbers().get(numbers().size() - 1) == logged - 1, "the newest is in a file");
    }
}
