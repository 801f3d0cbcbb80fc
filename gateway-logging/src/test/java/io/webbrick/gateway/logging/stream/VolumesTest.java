package io.webbrick.gateway.logging.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.store.BudgetSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams on two volumes, which are two directories that are said to be that. */
final class VolumesTest {
    private static final int SWAPS = 30;

    @TempDir
    Path directory;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final Counters counters = new Counters();
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch healed = new CountDownLatch(1);
    private volatile String stallsAt = "nothing";

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path other;

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Volumes volumes;

    /** What a thread that logs holds, as a handle does. */
    @SuppressWarnings("NullAway.Init") // set by the test that needs it
    private volatile Way held;

    private volatile boolean reloading = true;
    private volatile int calls;

    @BeforeEach
    void makeDirectories() throws IOException {
        home = Files.createDirectories(directory.resolve("logs"));
        other = Files.createDirectories(directory.resolve("stick"));
    }

    @AfterEach
    void close() {
        healed.countDown();
        if (volumes != null) {
            volumes.close();
        }
    }

    private LoggingPlan plan(String... onTheOther) {
        return Plans.moved(Plans.five(home), other, onTheOther);
    }

    private void start(LoggingPlan plan) throws IOException {
        var around = new Surroundings(counters, clock, selfLog, this::notice);
        volumes = Volumes.startDurable(plan, around, VolumesTarget.volumes(other));
    }

    private void notice(String text) {
        if (text.endsWith(stallsAt)) {
            stalled.countDown();
            try {
                healed.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean log(String logger, int level, String message) {
        return log(volumes.way(logger), logger, level, message);
    }

    private boolean log(Way way, String logger, int level, String message) {
        if (level < way.threshold()) {
            return false;
        }
        var encoder = new RecordEncoder();
        encoder.begin(clock.millis(), level, LoggerName.of(logger), "main");
        encoder.message(message, 0, null, null);
        encoder.attributes(null, null);
        return way.append(level, clock.millis(), encoder);
    }

    /** The messages in a stream's files, oldest first. */
    private List<String> messages(Path newest) throws IOException {
        assertTrue(volumes.flush(5_000), "all writers came to the end");
        var messages = new ArrayList<String>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                messages.add(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return messages;
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private long lost(String title) {
        return volumes.streams().stream()
                .filter(stream -> stream.spec().title().equals(title))
                .findFirst()
                .orElseThrow()
                .lost();
    }

    @Test
    void debugCollectsTheRecordsOfAStreamOnAnotherVolume() throws IOException {
        start(plan("EventLog", "Error"));
        log("EventLog.temperature", 20, "event");
        log("Heating", 40, "error");
        log("Heating", 20, "info");
        assertEquals(List.of("event", "error", "info"), messages(home.resolve("debug.log")));
        assertEquals(List.of("event"), messages(other.resolve("EventLog.log")));
        assertEquals(List.of("error"), messages(other.resolve("error.log")));
    }

    @Test
    void aStreamOnAnotherVolumeCollectsWhatTheOthersTake() throws IOException {
        start(plan("Debug"));
        log("EventLog.temperature", 20, "event");
        log("turbogears.access", 10, "request");
        log("Heating", 10, "below");
        assertEquals(List.of("event", "request"), messages(other.resolve("debug.log")));
        assertEquals(List.of("event"), messages(home.resolve("EventLog.log")));
        assertEquals(List.of("request"), messages(home.resolve("access.log")));
    }

    @Test
    void aLoggerIsEnabledFromTheLowestLevelThatAnyVolumeTakes() throws IOException {
        start(plan("Debug"));
        assertEquals(20, volumes.way("Heating").threshold());
        assertEquals(50, volumes.way("EventLog.time.second").threshold());
        volumes.swap(plan("Error"));
        assertEquals(20, volumes.way("Heating").threshold());
    }

    @Test
    void aRecordCountsOnceForEachVolumeThatTakesIt() throws IOException {
        start(plan("Error"));
        log("EventLog.temperature", 20, "one");
        assertTrue(volumes.flush(5_000));
        assertEquals(1, counters.accepted(), "the other volume had nothing to do with it");
        log("Heating", 40, "two");
        assertTrue(volumes.flush(5_000));
        assertEquals(3, counters.accepted());
        log("Heating", 20, "three");
        assertTrue(volumes.flush(5_000));
        assertEquals(4, counters.accepted(), "an information is nothing for the volume with the errors");
        assertEquals(4, counters.stored());
    }

    @Test
    void oneVolumeHasOneRingAndNothingElse() throws IOException {
        start(Plans.five(home));
        assertFalse(volumes.describeRing().contains(";"), volumes.describeRing());
        assertFalse(Files.exists(home.resolve(".state").resolve("volumes")));
        assertTrue(volumes.way("Heating").isSingle());
    }

    @Test
    void theRingsOfAllVolumesAreNamedAndLieWithTheLogDirectory() throws IOException {
        start(plan("Error"));
        assertTrue(
                volumes.describeRing()
                        .contains("stick: " + home.resolve(".state").resolve("volumes")),
                volumes.describeRing());
        log("Heating", 40, "error");
        log("never.seen.before", 40, "error");
        assertEquals(List.of("error", "error"), messages(other.resolve("error.log")));
        assertEquals(List.of("error.log"), names(other), "no call must touch the other volume");
    }

    @Test
    void aStreamIsRotatedByItsTitleWhereverItIs() throws IOException {
        start(plan("Error"));
        log("Heating", 40, "old");
        assertTrue(volumes.flush(5_000));
        assertTrue(volumes.rotate("error"));
        assertTrue(volumes.rotate("Debug"));
        assertFalse(volumes.rotate("no such stream"));
        await().until(() -> Files.exists(other.resolve("error.log.1")) && Files.exists(home.resolve("debug.log.1")));
    }

    @Test
    void streamsAreShownInThePlansOrderWithTheirCounts() throws IOException {
        start(plan("EventLog", "Error"));
        log("Heating", 40, "error");
        assertTrue(volumes.flush(5_000));
        assertEquals(
                List.of("Access 0", "EventLog 0", "Error 1", "Debug 1"),
                volumes.streams().stream()
                        .map(stream -> stream.spec().title() + " " + stream.stored())
                        .toList());
    }

    @Test
    void reloadsThatMoveAStreamToAnotherVolumeAndBackLoseNothing() throws Exception {
        start(plan());
        held = volumes.way("Heating");
        var logging = new Thread(() -> {
            for (int record = 0; reloading; record++) {
                log(held, "Heating", 40, Integer.toString(record));
                calls = record + 1;
            }
        });
        logging.start();
        for (int swaps = 0; swaps < SWAPS; swaps++) {
            volumes.swap(swaps % 2 == 0 ? plan("Error") : plan());
            held = volumes.way("Heating");
            int before = calls;
            await().pollInterval(Duration.ofMillis(1)).until(() -> calls > before + 2);
        }
        reloading = false;
        logging.join();
        List<String> expected =
                IntStream.range(0, calls).mapToObj(Integer::toString).toList();
        assertEquals(expected, messages(home.resolve("debug.log")));
        var errors = new ArrayList<>(messages(home.resolve("error.log")));
        errors.addAll(messages(other.resolve("error.log")));
        errors.sort(Comparator.comparingInt(Integer::parseInt));
        assertEquals(expected, errors);
        assertEquals(0, counters.lost());
    }

    @Test
    void aCallThatWasUnderWayWhenItsStreamMovedIsWrittenWhereItWasMeant() throws IOException {
        start(plan("Error"));
        Way before = volumes.way("Heating");
        volumes.swap(plan());
        assertTrue(volumes.flush(5_000));
        assertTrue(log(before, "Heating", 40, "late"));
        assertEquals(List.of("late"), messages(other.resolve("error.log")));
        assertEquals(List.of("late"), messages(home.resolve("debug.log")));
        assertEquals(0, counters.lost());
    }

    @Test
    void aCallThatComesWhenTheFileIsClosedIsToldAsLostByTheStreamThatTookOver() throws IOException {
        start(plan("Error"));
        Way before = volumes.way("Heating");
        volumes.swap(plan());
        volumes.swap(plan("Error", "EventLog"));
        volumes.swap(plan());
        log(before, "Heating", 40, "much too late");
        assertTrue(volumes.flush(5_000));
        assertEquals(1, lost("Error"));
        assertEquals(counters.accepted(), counters.stored() + counters.lost());
        await().until(() -> Files.readString(home.resolve("error.log")).contains("lost 1 records"));
    }

    @Test
    void aCopyThatIsLostOnAnotherVolumeLosesNoEvent() throws Exception {
        start(Plans.withRing(plan("Debug"), 65_536, Duration.ofMillis(50)));
        log("EventLog.temperature", 20, "first");
        assertTrue(volumes.flush(5_000));
        stallsAt = "debug.log";
        assertTrue(volumes.rotate("Debug"));
        stalled.await();
        for (int event = 0; event < 500; event++) {
            assertTrue(log("EventLog.temperature", 20, "event" + "x".repeat(100)), "EventLog has it");
        }
        assertTrue(lost("Debug") > 0, "its ring was full");
        assertEquals(0, lost("EventLog"));
        healed.countDown();
        assertEquals(501, messages(home.resolve("EventLog.log")).size());
        assertEquals(1_002, counters.accepted());
        assertEquals(counters.accepted(), counters.stored() + counters.lost());
    }

    @Test
    void aVolumeThatCannotBeWrittenLeavesThePlanInForceEverywhere() throws IOException {
        start(plan());
        Files.writeString(other.resolve("in the way"), "");
        LoggingPlan broken = Plans.moved(Plans.five(home), other.resolve("in the way"), "Error");
        var limited = new LoggingPlan(
                home,
                broken.zone(),
                broken.ring(),
                new BudgetSpec(10_000_000, 0, 0),
                broken.streams(),
                broken.loggers());
        assertThrows(IOException.class, () -> volumes.swap(limited));
        assertNull(volumes.budget(), "the budget is that of the plan in force");
        assertTrue(log("Heating", 40, "still"));
        assertEquals(List.of("still"), messages(home.resolve("error.log")));
        assertTrue(volumes.way("Heating").isSingle());
        volumes.swap(plan("Error"));
        assertTrue(log("Heating", 40, "moved"));
        assertEquals(List.of("moved"), messages(other.resolve("error.log")));
    }

    @Test
    void aStartWithAVolumeThatCannotBeWrittenLetsTheOthersGoAgain() throws IOException {
        Files.writeString(other.resolve("in the way"), "");
        LoggingPlan broken = Plans.moved(Plans.five(home), other.resolve("in the way"), "Error");
        assertThrows(IOException.class, () -> start(broken));
        start(plan("Error"));
        assertTrue(log("Heating", 40, "once"));
        assertEquals(List.of("once"), messages(other.resolve("error.log")));
        assertEquals(List.of(), selfLog.problems());
    }

    @Test
    void anOrderlyEndLeavesNoRingBehind() throws IOException {
        start(plan("Error"));
        log("Heating", 40, "error");
        volumes.close();
        try (var left = Files.walk(home.resolve(".state"))) {
            assertEquals(
                    List.of("ledger", "ledger"),
                    left.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .toList());
        }
    }

    @Test
    void whatAVolumeThatStandsStillHasNotWrittenAtTheEndStaysInItsRing() throws Exception {
        start(plan("Error"));
        log("Heating", 40, "first");
        assertTrue(volumes.flush(5_000));
        stallsAt = "error.log";
        assertTrue(volumes.rotate("Error"));
        stalled.await();
        log("Heating", 40, "second");
        long begin = System.nanoTime();
        volumes.close(500);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(millis < 1_500, "it took " + millis + " ms");
        assertFalse(Files.exists(home.resolve(".state").resolve("ring")), "the log directory's ended whole");
        Path place = home.resolve(".state").resolve("volumes");
        Path pointer = place.resolve(names(place).get(0)).resolve(".state").resolve("ring");
        assertTrue(Files.exists(pointer), "the other one's is kept");
        healed.countDown();
        await().until(() -> !Files.exists(pointer));
        assertEquals(1, Files.readAllLines(other.resolve("error.log")).size(), "and ends when the volume goes on");
    }
}
