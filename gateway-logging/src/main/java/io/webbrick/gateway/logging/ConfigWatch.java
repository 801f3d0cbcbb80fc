package io.webbrick.gateway.logging;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the bytes of the configuration files have changed; time stamps tell only that somebody is writing. It looks when the system
 * tells of a change in their directories, where it does, and every minute besides. A file that is being written is
 * awaited. One daemon thread of its own, which calls back on it.
 */
final class ConfigWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 60_000;

    /** Where the system tells of nothing. */
    private static final long UNTOLD_MILLIS = 5_000;

    private static final long SETTLE_MILLIS = 100;
    private static final int SETTLE_LOOKS = 20;

    /** So many looks in a row must find a file empty. */
    private static final int CALM_WHEN_EMPTY = 10;

    private static final int END = 0;
    private static final int MISSING = 1;

    private final List<Path> files;
    private final Predicate<BooleanSupplier> changed;
    private final Thread thread = new Thread(this::watch, "log-config");
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable WatchService service;
    private boolean whole;
    private long seen;

    /**
     * @param changed is told of a change, and may ask once it has read the files whether they are still those that settled;
     *     false when it wants to be told again at the next look
     */
    ConfigWatch(List<Path> files, Predicate<BooleanSupplier> changed) {
        this.files = files;
        this.changed = changed;
        thread.setDaemon(true);
    }

    /** Begins to look; what differs from {@code known} is a change. */
    void start(long known) {
        seen = known;
        if (!files.isEmpty()) {
            thread.start();
        }
    }

    private void watch() {
        try {
            while (closing.getCount() > 0) {
                awaitChange();
                if (fingerprint(files) != seen) {
                    settle();
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException ended) {
            closeService();
        }
    }

    /** Waits for news or for the next look. */
    private void awaitChange() throws InterruptedException {
        WatchService told = service;
        if (!whole || told == null) {
            if (!register()) {
                closing.await(UNTOLD_MILLIS, TimeUnit.MILLISECONDS);
            }
            return;
        }
        WatchKey key = told.poll(EVERY_MILLIS, TimeUnit.MILLISECONDS);
        if (key != null) {
            key.pollEvents();
            whole = key.reset();
        }
    }

    /** Asks the system for news of all directories; from then on, so what came before counts as news. False where it has none. */
    private boolean register() {
        closeService();
        try {
            WatchService made = files.get(0).getFileSystem().newWatchService();
            service = made;
            List<Path> directories = files.stream()
                    .map(file -> file.toAbsolutePath().getParent())
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            for (Path directory : directories) {
                directory.register(
                        made,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_DELETE,
                        StandardWatchEventKinds.ENTRY_MODIFY);
            }
            whole = true;
            return true;
        } catch (IOException | RuntimeException untold) {
            closeService();
            return false;
        }
    }

    private void closeService() {
        WatchService held = service;
        service = null;
        whole = false;
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException closed) {
            return;
        }
    }

    /**
     * Waits until whoever writes has come to an end, and looks; when that takes too long, the next news are awaited. Who
     * empties a file is most likely about to fill it, and may be slow on a busy machine.
     */
    void settle() throws InterruptedException {
        long before = stamp();
        int calm = 0;
        for (int looks = 0; looks < SETTLE_LOOKS && closing.getCount() > 0; looks++) {
            closing.await(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
            long now = stamp();
            calm = now == before ? calm + 1 : 0;
            if (calm >= CALM_WHEN_EMPTY || (calm > 0 && !isAnyEmpty())) {
                look(now);
                return;
            }
            before = now;
        }
    }

    private boolean isAnyEmpty() {
        return files.stream().map(ConfigWatch::bytes).anyMatch(bytes -> bytes != null && bytes.length == 0);
    }

    /** Calls back when the files differ from the last look. */
    void look() {
        look(stamp());
    }

    private void look(long settled) {
        long now = fingerprint(files);
        boolean changes = now != seen && stamp() == settled && closing.getCount() > 0;
        if (changes && changed.test(() -> stamp() == settled)) {
            seen = now;
        }
    }

    /**
     * Changes with each writing, also when the same is written again: who empties a file and fills it twenty times a second would
     * else look settled whenever it is found empty twice.
     */
    private long stamp() {
        long stamp = fingerprint(files);
        for (Path file : files) {
            stamp = stamp * 31 + modifiedNanos(file);
        }
        return stamp;
    }

    private static long modifiedNanos(Path file) {
        try {
            return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        } catch (IOException missing) {
            return 0;
        }
    }

    /** What stands in these files, and which of them are there. */
    static long fingerprint(List<Path> files) {
        var crc = new CRC32C();
        long length = 0;
        for (Path file : files) {
            byte[] bytes = bytes(file);
            if (bytes != null) {
                crc.update(bytes);
                length += bytes.length;
            }
            crc.update(bytes == null ? MISSING : END);
            length *= 31;
        }
        return (length << 32) ^ crc.getValue();
    }

    private static byte @Nullable [] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException missing) {
            return null;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        WatchService held = service;
        if (held != null) {
            try {
                held.close();
            } catch (IOException closed) {
                return;
            }
        }
    }
}
