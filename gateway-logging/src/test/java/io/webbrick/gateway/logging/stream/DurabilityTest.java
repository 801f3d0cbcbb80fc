package io.webbrick.gateway.logging.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk when a log call returns, and when it does not return by itself. */
final class DurabilityTest {
    private static final int BOUND_MILLIS = 1_000;

    @TempDir
    Path temporary;

    private final FaultyFileSystem files = FaultyFileSystem.over(FileSystems.getDefault());
    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final CountDownLatch release = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Engine engine;

    @AfterEach
    void closeEngine() {
        release.countDown();
        files.heal();
        if (engine != null) {
            engine.close();
        }
    }

    private Path directory() {
        return files.getPath(temporary.toString()).resolve("log");
    }

    private void start(Durability durability, @Nullable Duration sync, Rotation rotation) throws IOException {
        engine = Engine.start(
                plan(durability, sync, rotation),
                Ring.inMemory(1_048_576),
                new Counters(),
                clock,
                selfLog,
                notice -> {});
    }

    private LoggingPlan plan(Durability durability, @Nullable Duration sync, Rotation rotation) {
        var target = new Target.File(directory().resolve("a.log"), rotation, Retention.FOREVER, sync);
        var stream = new StreamSpec("A", null, target, 0, Plans.EVENT, false, durability);
        return new LoggingPlan(directory(), Plans.UTC, List.of(stream), List.of(Plans.logger("", 0, "A")));
    }

    private boolean log(String message) {
        Route route = engine.route("Heating");
        var encoder = new RecordEncoder();
        encoder.begin(clock.millis(), 20, LoggerName.of("Heating"), "main");
        encoder.message(message, 0, null, null);
        encoder.attributes(null, null);
        return engine.append(route, 20, clock.millis(), encoder);
    }

    /** The disk hangs at the next sync of this file until the test ends. */
    private CountDownLatch hang(String file) {
        var hanging = new CountDownLatch(1);
        files.before(Operation.SYNC, file, () -> {
            hanging.countDown();
            try {
                release.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        return hanging;
    }

    private int syncs() {
        return files.count(Operation.SYNC);
    }

    private boolean said(String words) {
        return selfLog.problems().stream().anyMatch(problem -> problem.text().contains(words));
    }

    @Test
    void aCallOfADiskStreamReturnsWhenItsRecordIsSynced() throws IOException {
        start(Durability.DISK, null, Rotation.NEVER);
        log("first");
        int before = syncs();
        var lineAtSync = new ArrayList<String>();
        files.before(Operation.SYNC, "a.log", () -> lineAtSync.addAll(lines("a.log")));
        log("second");
        assertTrue(syncs() > before, "the sync came before the call returned");
        assertTrue(lineAtSync.get(lineAtSync.size() - 1).endsWith("second"), "and the line before the sync");
        assertEquals(List.of(), selfLog.problems());
    }

    @Test
    void otherStreamsDoNotWaitForTheDisk() throws IOException {
        start(Durability.FILE, null, Rotation.NEVER);
        log("first");
        assertEquals(0, syncs());
    }

    @Test
    void callsThatComeTogetherShareASync() throws Exception {
        start(Durability.DISK, null, Rotation.NEVER);
        CountDownLatch hanging = hang("a.log");
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < 16; number++) {
            String text = "record " + number;
            threads.add(new Thread(() -> log(text)));
        }
        threads.get(0).start();
        assertTrue(hanging.await(5, TimeUnit.SECONDS));
        threads.subList(1, 16).forEach(Thread::start);
        await().until(() -> lines("a.log").size() == 16);
        release.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(syncs() <= 4, "16 records, " + syncs() + " syncs of file and directory");
    }

    @Test
    void aDiskThatHangsHoldsACallOnlyUpToTheBoundAndTheNextOnesNotAtAll() throws Exception {
        start(Durability.DISK, null, Rotation.bySize(200));
        hang("a.log");
        long begun = System.nanoTime();
        assertTrue(log("first"), "it is in its file and not lost");
        long first = System.nanoTime() - begun;
        assertTrue(first >= 50_000_000L && first < BOUND_MILLIS * 1_000_000L, "waited " + first + " ns");
        assertTrue(said("a record of A was not on the disk within 50 ms, its log call went on"));
        begun = System.nanoTime();
        for (int number = 0; number < 200; number++) {
            log("record " + number);
        }
        long each = (System.nanoTime() - begun) / 200;
        assertTrue(each < 25_000_000L, "only one waited for the stall, others " + each + " ns");
        assertTrue(engine.flush(2_000), "the writer does not wait for the sync thread, at rotations neither");
        assertEquals(
                201,
                selfLog.problems().stream()
                        .filter(problem -> problem.text().startsWith("a record of A was not on the disk"))
                        .mapToLong(SelfLog.Problem::count)
                        .sum(),
                "each is counted");
        release.countDown();
        await().until(() -> {
            long before = selfLog.problems().get(0).count();
            log("again");
            return selfLog.problems().get(0).count() == before;
        });
    }

    @Test
    void anInterruptedCallerWaitsAllTheSameAndKeepsItsFlag() throws Exception {
        start(Durability.DISK, null, Rotation.NEVER);
        log("makes the thread");
        var kept = new ArrayList<Boolean>();
        var caller = new Thread(() -> {
            for (int number = 0; number < 20; number++) {
                Thread.currentThread().interrupt();
                log("record " + number);
                kept.add(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        caller.join();
        assertEquals(20, kept.stream().filter(flag -> flag).count());
    }

    @Test
    void aSyncThatFailsIsSaidAndTriedAgainAndNoCallTakesItForDone() throws IOException {
        start(Durability.DISK, null, Rotation.NEVER);
        log("makes the thread");
        files.failOnce(Operation.SYNC, 1, Fault.broken());
        long begun = System.nanoTime();
        assertTrue(log("second"));
        assertTrue(System.nanoTime() - begun < BOUND_MILLIS * 1_000_000L);
        assertTrue(said("cannot sync " + directory().resolve("a.log") + " to the disk, it is tried again"));
        assertTrue(said("a record of A was not on the disk"));
        int before = syncs();
        await().until(() -> syncs() > before);
    }

    @Test
    void whatIsDirtyIsSyncedWithinItsTimeAndAQuietHouseSleeps() throws IOException {
        start(Durability.PROCESS, Duration.ofMillis(200), Rotation.NEVER);
        var syncing = new AtomicReference<Thread>();
        files.before(Operation.SYNC, "a.log", () -> syncing.set(Thread.currentThread()));
        log("first");
        await().atMost(Duration.ofSeconds(2)).until(() -> syncs() == 2);
        log("second");
        await().atMost(Duration.ofSeconds(2)).until(() -> syncs() == 3);
        Thread syncThread = Objects.requireNonNull(syncing.get());
        await().until(() -> syncThread.getState() == Thread.State.WAITING);
        await().during(Duration.ofMillis(600)).until(() -> syncs() == 3);
        assertEquals(Thread.State.WAITING, syncThread.getState(), "it sleeps without a time limit");
    }

    @Test
    void aStreamThatIsNeverSyncedHasNoSyncThread() throws IOException {
        start(Durability.PROCESS, null, Rotation.NEVER);
        log("first");
        assertTrue(engine.flush(1_000));
        engine.close();
        assertEquals(0, syncs());
    }

    @Test
    void filesThatWereRenamedWhileTheDiskWasBusyAreSyncedAsWell() throws Exception {
        start(Durability.PROCESS, Duration.ofMillis(20), Rotation.bySize(100));
        CountDownLatch hanging = hang("a.log");
        log("first");
        assertTrue(hanging.await(5, TimeUnit.SECONDS));
        for (int number = 0; number < 20; number++) {
            log("record " + number + " " + "x".repeat(60));
            assertTrue(engine.flush(1_000));
        }
        int before = syncs();
        release.countDown();
        await().until(() -> syncs() - before >= 20);
        engine.close();
        assertEquals(List.of(), selfLog.problems());
    }

    @Test
    void aDiskThatHangsForVeryManyRotationsIsSaidAndKeepsFewFilesOpen() throws Exception {
        start(Durability.DISK, Duration.ofMillis(20), Rotation.bySize(50));
        CountDownLatch hanging = hang("a.log");
        log("first");
        assertTrue(hanging.await(5, TimeUnit.SECONDS));
        for (int number = 0; number < 100; number++) {
            log("record " + number);
        }
        assertTrue(said("more than 64 renamed files of"));
        int before = syncs();
        release.countDown();
        await().until(() -> log("more") && !isLate());
        assertTrue(syncs() - before < 100, "no more than were kept");
    }

    private boolean isLate() {
        long before = late();
        log("probe");
        return late() > before;
    }

    private long late() {
        return selfLog.problems().stream()
                .filter(problem -> problem.text().startsWith("a record of A"))
                .mapToLong(SelfLog.Problem::count)
                .sum();
    }

    @Test
    void aRotationBringsTheDirectoryToTheDisk() throws IOException {
        start(Durability.DISK, null, Rotation.NEVER);
        log("first");
        files.failOn(Operation.SYNC, "log", Fault.broken());
        log("second");
        assertFalse(said("cannot sync"), "no name has changed");
        assertTrue(engine.rotate("A"));
        log("third");
        await().until(() -> said("cannot sync"));
    }

    @Test
    void aLinkInPlaceOfTheFileIsNotFollowed() throws IOException {
        start(Durability.DISK, null, Rotation.NEVER);
        log("first");
        Path foreign = Files.writeString(temporary.resolve("foreign"), "x");
        Path log = temporary.resolve("log").resolve("a.log");
        Files.move(log, temporary.resolve("elsewhere"));
        Files.createSymbolicLink(log, foreign);
        await("the writer looks every 10 ms").until(() -> {
            log("second");
            return said("is not a regular file");
        });
        assertEquals("x", Files.readString(foreign));
    }

    @Test
    void theEndSyncsWhatIsDirty() throws IOException {
        start(Durability.PROCESS, Duration.ofHours(1), Rotation.NEVER);
        log("first");
        assertTrue(engine.flush(1_000));
        assertEquals(0, syncs());
        engine.close();
        assertEquals(2, syncs());
    }

    @Test
    void aReloadChangesWhatIsSynced() throws IOException {
        start(Durability.PROCESS, null, Rotation.NEVER);
        log("first");
        engine.swap(plan(Durability.DISK, null, Rotation.NEVER));
        log("second");
        assertTrue(syncs() > 0);
        engine.swap(plan(Durability.PROCESS, Duration.ofMillis(20), Rotation.NEVER));
        int before = syncs();
        log("third");
        await().until(() -> syncs() > before);
    }

    private List<String> lines(String name) {
        try {
            return Files.readAllLines(temporary.resolve("log").resolve(name));
        } catch (IOException unreadable) {
            return List.of(String.valueOf(unreadable));
        }
    }
}
