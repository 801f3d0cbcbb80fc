package io.webbrick.gateway.logging.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log directory on one volume, Error on another one whose disk stands still in the middle of a write. */
@Timeout(60)
final class StuckVolumeTest {
    private static final int RING_BYTES = 65_536;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Far more than anything needs that does not wait for the volume that stands still. */
    private static final long SOON = PATIENCE.toNanos() / 2;

    @TempDir
    Path home;

    private final FaultyFileSystem stick = FaultyFileSystem.unix();
    private final Path other = stick.getPath("/stick");
    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final Counters counters = new Counters();
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch healed = new CountDownLatch(1);
    private volatile boolean writersLog;
    private int logged;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Volumes volumes;

    @BeforeEach
    void stallTheOtherVolume() throws Exception {
        var selfLog = new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        var around = new Surroundings(counters, clock, selfLog, this::notice);
        volumes = Volumes.startDurable(plan(), around, Placement::volumeOf);
        stick.before(Operation.WRITE, "error.log", this::hang);
        error();
        stalled.await();
    }

    @AfterEach
    void close() throws IOException {
        healed.countDown();
        volumes.close();
        stick.close();
    }

    private LoggingPlan plan() {
        return Plans.withRing(Plans.moved(Plans.five(home), other, "Error"), RING_BYTES, PATIENCE);
    }

    private void hang() {
        stalled.countDown();
        try {
            healed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void notice(String text) {
        if (writersLog) {
            log("Heating", 40, text);
        }
    }

    private boolean log(String logger, int level, String message) {
        Way way = volumes.way(logger);
        var encoder = new RecordEncoder();
        encoder.begin(clock.millis(), level, LoggerName.of(logger), "main");
        encoder.message(message, 0, null, null);
        encoder.attributes(null, null);
        return way.append(level, clock.millis(), encoder);
    }

    /** One for both volumes. */
    private boolean error() {
        logged++;
        return log("Heating", 40, "error " + logged + " " + "x".repeat(100));
    }

    private void fillTheOther() {
        while (error()) {
            assertTrue(logged < 10_000, "it is full some time");
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    private StreamView view(String title) {
        return volumes.streams().stream()
                .filter(stream -> stream.spec().title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void streamsOfTheOtherVolumesAreWrittenAtOnce() throws IOException {
        long begin = System.nanoTime();
        for (int event = 1; event <= 50; event++) {
            assertTrue(log("EventLog.x", 20, "event " + event));
            assertEquals(event, lines(home.resolve("EventLog.log")).size(), "it is in the file when the call returns");
        }
        assertTrue(System.nanoTime() - begin < SOON, "nobody waited");
    }

    @Test
    void aRecordForBothIsInTheFileOfTheVolumeThatWorks() {
        for (int record = 0; record < 100; record++) {
            error();
        }
        await().until(() -> lines(home.resolve("debug.log")).size() == logged);
    }

    @Test
    void aThreadWaitsForTheFullRingOnceAndEveryRecordIsStoredOrToldAsLost() throws IOException {
        long begin = System.nanoTime();
        fillTheOther();
        for (int again = 0; again < 99; again++) {
            assertFalse(error());
        }
        assertTrue(System.nanoTime() - begin < 10 * PATIENCE.toNanos(), "a hundred waits take much longer");
        healed.countDown();
        assertTrue(volumes.flush(5_000));
        assertEquals(100, view("Error").lost());
        int andTheLineThatTells = 1;
        await().until(() -> view("Error").stored() + view("Error").lost() == logged + andTheLineThatTells);
        assertEquals(logged, view("Debug").stored());
        assertEquals(2L * logged, counters.accepted(), "once for each volume");
        assertEquals(counters.accepted(), counters.stored() + counters.lost());
        assertTrue(
                lines(other.resolve("error.log")).stream().anyMatch(line -> line.contains("lost 100 records")),
                "the loss is told where it happened");
    }

    @Test
    void aWriterWaitsForNoOtherVolume() throws IOException {
        fillTheOther();
        assertTrue(log("EventLog.x", 20, "before"));
        writersLog = true;
        long begin = System.nanoTime();
        assertTrue(volumes.rotate("EventLog"));
        await().until(() -> Files.exists(home.resolve("EventLog.log.1")));
        assertTrue(log("EventLog.x", 20, "after"));
        assertEquals(1, lines(home.resolve("EventLog.log")).size());
        assertTrue(
                System.nanoTime() - begin < SOON, "the notice of the rotation found no room and was given up at once");
    }

    @Test
    void aReloadThatChangesNothingThereGoesThrough() throws IOException {
        long begin = System.nanoTime();
        LoggingPlan louder = new LoggingPlan(home, Plans.UTC, plan().ring(), plan().streams(), plan().loggers());
        volumes.swap(louder);
        volumes.swap(plan());
        assertTrue(System.nanoTime() - begin < SOON);
        assertTrue(log("EventLog.x", 20, "after"));
        assertEquals(1, lines(home.resolve("EventLog.log")).size());
    }

    @Test
    void aReloadCanTakeTheStreamsAwayFromIt() throws IOException {
        long begin = System.nanoTime();
        volumes.swap(Plans.five(home));
        volumes.swap(Plans.five(home));
        assertTrue(error());
        assertTrue(System.nanoTime() - begin < SOON);
        await().until(() -> lines(home.resolve("error.log")).size() == 1);
        healed.countDown();
        await().until(() -> lines(other.resolve("error.log")).size() == 1);
    }

    @Test
    void theStreamsThatStandStillAreKnown() {
        await().until(() -> view("Error").standsStill());
        assertFalse(view("Debug").standsStill());
        healed.countDown();
        await().until(() -> !view("Error").standsStill());
    }

    @Test
    void theEndIsInTimeAndTheOtherVolumesAreWhole() throws IOException {
        for (int record = 0; record < 100; record++) {
            error();
        }
        long begin = System.nanoTime();
        volumes.close(500);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(millis < 1_500, "it took " + millis + " ms");
        assertEquals(logged, lines(home.resolve("debug.log")).size());
        assertFalse(Files.exists(home.resolve(".state").resolve("ring")), "it ended whole");
    }
}
