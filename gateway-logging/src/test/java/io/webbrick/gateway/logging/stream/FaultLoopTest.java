package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.Compressing;
import io.webbrick.gateway.logging.store.Compressor;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.RotatingFile;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One scenario, again and again: in the n-th run the n-th operation of a kind fails, for n = 1, 2, 3 and so on, until a
 * run ends without having met its fault. After each run every record must be there once and in order, or be counted as
 * lost. The scenario: 200 records, some five rotations with compressed history, flushed every few records.
 */
final class FaultLoopTest {
    private static final int RECORDS = 200;
    private static final int BATCH = 7;
    private static final LineFormat.Printer BARE =
            LineFormat.compile("%(message)s", "", Plans.UTC).printer();
    private static final Rotation ROTATION = Rotation.bySize(2_000);

    /** What one run left behind. */
    private record Outcome(List<String> stored, long lost, int faults, int rotations) {}

    private static List<String> records(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> "record " + number + " of the scenario, padded to some fifty bytes")
                .toList();
    }

    /** Opening may meet the fault too: who starts a gateway again must succeed. */
    private static FileSink open(Path log, Compressor compressor, Drain drain, SelfLog selfLog, ManualClock clock)
            throws IOException {
        for (int attempt = 0; ; attempt++) {
            var file = new RotatingFile(
                    log,
                    ROTATION,
                    new Retention(0, null, true),
                    Plans.UTC,
                    compressor,
                    selfLog,
                    path -> OptionalLong.empty());
            try {
                file.open(clock.millis());
                return new FileSink(file, Ring.inMemory(4_096), 0, -1, drain, clock, selfLog, notice -> {});
            } catch (IOException failed) {
                file.close();
                if (attempt == 3) {
                    throw failed;
                }
            }
        }
    }

    /** {@code onceOpen} plans faults that must not hinder the start. */
    private static Outcome run(FaultyFileSystem files, int healAfter, Runnable onceOpen) throws Exception {
        var clock = ManualClock.at("2026-11-21T12:00:00Z");
        var selfLog = new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        Path log = files.getPath("/log/a.log");
        long lost = 0;
        try (var compressor = new Compressor(selfLog)) {
            var drain = new Drain(Ring.inMemory(4_096), id -> null, 0, new Counters(), selfLog);
            FileSink sink = open(log, compressor, drain, selfLog, clock);
            onceOpen.run();
            for (String record : records(0, RECORDS)) {
                int number = Integer.parseInt(record.split(" ", 3)[1]);
                drain.position(number + 1);
                lost += sink.append(Encoded.of("Heating", 20, clock.millis(), record), BARE) ? 0 : 1;
                if (number % BATCH == 0) {
                    sink.flush();
                }
                if (number == RECORDS / 2) {
                    idle(compressor);
                }
                if (number == healAfter) {
                    files.heal();
                }
            }
            lost += sink.close();
            idle(compressor);
        }
        int faults = files.faults();
        files.heal();
        var stored = new ArrayList<String>();
        List<Path> segments = Segments.oldestFirst(log);
        try (LineReader lines = LineReader.of(segments)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                stored.add(line);
            }
        }
        return new Outcome(stored, lost, faults, segments.size() - 1);
    }

    private static void idle(Compressor compressor) throws InterruptedException {
        var reached = new CountDownLatch(1);
        Compressing.afterAll(compressor, reached::countDown);
        assertTrue(reached.await(10, TimeUnit.SECONDS), "the compressor came to its end");
    }

    /** Says where two lists of records part, instead of showing both. */
    private static void assertRecords(List<String> expected, List<String> stored, String when) {
        int same = 0;
        while (same < Math.min(expected.size(), stored.size())
                && expected.get(same).equals(stored.get(same))) {
            same++;
        }
        String place = same < stored.size() ? stored.get(same) : "the end";
        assertEquals(expected.size(), same, when + ": wrong at " + place);
        assertEquals(expected.size(), stored.size(), when);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void aFaultThatPassesLosesNothingThatIsTriedAgain(Operation kind) throws Exception {
        int n = 0;
        Outcome outcome;
        do {
            n++;
            try (FaultyFileSystem files = FaultyFileSystem.unix()) {
                files.failOnce(kind, n, Fault.diskFull().after(20));
                outcome = run(files, -1, () -> {});
            }
            String when = kind + " " + n;
            assertEquals(RECORDS, outcome.stored().size() + outcome.lost(), when);
            assertRecords(records(0, outcome.stored().size()), outcome.stored(), when);
            assertTrue(outcome.lost() < BATCH, when + ": only closing may lose what waits: " + outcome.lost());
        } while (outcome.faults() > 0);
        assertTrue(outcome.rotations() >= 5, "rotations: " + outcome.rotations());
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void aFaultThatStaysAWhileLosesNothing(Operation kind) throws Exception {
        int n = 0;
        Outcome outcome;
        do {
            n++;
            try (FaultyFileSystem files = FaultyFileSystem.unix()) {
                int from = n;
                outcome = run(
                        files,
                        RECORDS - 20,
                        () -> files.failFrom(kind, from, Fault.diskFull().after(20)));
            }
            String when = kind + " from " + n;
            assertEquals(0, outcome.lost(), when);
            assertRecords(records(0, RECORDS), outcome.stored(), when);
        } while (outcome.faults() > 0);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void aFaultThatStaysForGoodLosesWhatItSays(Operation kind) throws Exception {
        int n = 0;
        Outcome outcome;
        do {
            n++;
            try (FaultyFileSystem files = FaultyFileSystem.unix()) {
                int from = n;
                outcome = run(
                        files,
                        -1,
                        () -> files.failFrom(kind, from, Fault.diskFull().after(20)));
            }
            String when = kind + " from " + n;
            assertEquals(RECORDS, outcome.stored().size() + outcome.lost(), when);
            assertRecords(records(0, outcome.stored().size()), outcome.stored(), when);
        } while (outcome.faults() > 0);
    }
}
