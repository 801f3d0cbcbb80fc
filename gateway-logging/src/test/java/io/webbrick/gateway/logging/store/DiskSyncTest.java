package io.webbrick.gateway.logging.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.SelfLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class DiskSyncTest {
    private static final long SECOND = 1_000_000_000L;

    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T12:00:00Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    private Path newest() throws IOException {
        Path directory = Files.createDirectories(files.getPath("/log"));
        return Files.writeString(directory.resolve("a.log"), "line\n");
    }

    private static SyncedFile watch(DiskSync sync, Path newest) {
        SyncedFile file = sync.watch(newest);
        file.rules(null, true);
        file.written();
        return file;
    }

    @Test
    void whatBelongsToTheFilesComesAfterThemAndBeforeAnybodyIsTold() throws IOException {
        var order = new CopyOnWriteArrayList<String>();
        var told = new AtomicReference<SyncedFile>();
        try (var sync = new DiskSync(selfLog, () -> {
            SyncedFile file = Objects.requireNonNull(told.get());
            order.add("after " + files.count(Operation.SYNC) + " " + file.isSynced(file.ticket()));
        })) {
            SyncedFile file = watch(sync, newest());
            told.set(file);
            file.hurry(file.ticket());
            assertTrue(file.await(file.ticket(), SECOND));
            assertEquals(List.of("after 1 false"), order);
        }
    }

    @Test
    void filesWhoseCompanionCannotBeSyncedDoNotCountAsSynced() throws IOException {
        var broken = new AtomicBoolean(true);
        try (var sync = new DiskSync(selfLog, () -> {
            if (broken.getAndSet(false)) {
                throw new IOException("header");
            }
        })) {
            SyncedFile file = watch(sync, newest());
            file.hurry(file.ticket());
            assertFalse(file.await(file.ticket(), SECOND));
            await().until(() -> files.count(Operation.SYNC) == 2);
            file.written();
            file.hurry(file.ticket());
            assertTrue(file.await(file.ticket(), SECOND));
        }
    }

    @Test
    void aRecordThatCouldNotBeWrittenIsNotOnTheDiskUntilItIs() throws IOException {
        try (var sync = new DiskSync(selfLog, () -> {})) {
            SyncedFile file = watch(sync, newest());
            file.notWritten();
            long ticket = file.ticket();
            file.hurry(ticket);
            assertFalse(file.await(ticket, SECOND / 20));
            file.written();
            await().until(() -> file.isSynced(ticket));
        }
    }

    @Test
    void aFileThatIsGoneIsSaidOnceAndNotTriedUntilItIsWrittenAgain() throws IOException {
        try (var sync = new DiskSync(selfLog, () -> {})) {
            Path newest = newest();
            SyncedFile file = watch(sync, newest);
            file.rules(Duration.ofMillis(10), false);
            await().until(() -> files.count(Operation.SYNC) == 1);
            Files.delete(newest);
            file.written();
            await().until(() -> !selfLog.problems().isEmpty());
            assertEquals(1, selfLog.problems().get(0).count());
            Files.writeString(newest, "again\n");
            file.written();
            await().until(() -> files.count(Operation.SYNC) == 2);
            assertEquals(1, selfLog.problems().get(0).count());
        }
    }

    @Test
    void anotherVolumeDoesNotWaitForOneThatHangs() throws Exception {
        try (FaultyFileSystem second = FaultyFileSystem.unix();
                var sync = new DiskSync(selfLog, () -> {})) {
            var threads = new CopyOnWriteArrayList<Thread>();
            Path other = Files.writeString(
                    Files.createDirectories(second.getPath("/log")).resolve("b.log"), "line\n");
            files.before(Operation.SYNC, "a.log", () -> threads.add(Thread.currentThread()));
            second.before(Operation.SYNC, "b.log", () -> threads.add(Thread.currentThread()));
            SyncedFile first = watch(sync, newest());
            SyncedFile last = watch(sync, other);
            first.hurry(first.ticket());
            last.hurry(last.ticket());
            assertTrue(first.await(first.ticket(), SECOND));
            assertTrue(last.await(last.ticket(), SECOND));
            assertNotSame(threads.get(0), threads.get(1));
        }
    }

    @Test
    void aFileThatIsClosedIsSyncedAndThenForgotten() throws IOException {
        try (var sync = new DiskSync(selfLog, () -> {})) {
            SyncedFile file = watch(sync, newest());
            file.rules(Duration.ofMillis(10), false);
            file.closed();
            await().until(() -> files.count(Operation.SYNC) == 1);
            await().until(file::isDone);
            files.failFrom(Operation.SYNC, 1, Fault.broken());
            file.written();
            await().during(Duration.ofMillis(100)).until(() -> files.count(Operation.SYNC) == 1);
        }
    }
}
