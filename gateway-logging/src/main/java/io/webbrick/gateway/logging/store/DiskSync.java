package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.health.SelfLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings what streams have written onto the disk, in one thread for each volume, so that a disk that hangs holds up no
 * other. A thread is made when its first file is written and sleeps without a time limit while nothing is dirty. Any
 * thread.
 */
public final class DiskSync implements AutoCloseable {
    private static final long CLOSE_NANOS = 300_000_000L;

    private final SelfLog selfLog;
    private final AfterFiles afterFiles;
    private final Map<List<Object>, SyncVolume> volumes = new ConcurrentHashMap<>();

    /** What must be on the disk besides the files before they count as synced. */
    @FunctionalInterface
    public interface AfterFiles {
        /** Waits until it is there. */
        void sync() throws IOException;
    }

    /** @param afterFiles runs on a sync thread after the files of each pass */
    public DiskSync(SelfLog selfLog, AfterFiles afterFiles) {
        this.selfLog = selfLog;
        this.afterFiles = afterFiles;
    }

    /** Watches a stream's newest file, whose directory must exist; it is not synced until it is given rules. */
    public SyncedFile watch(Path newest) {
        Path directory = Objects.requireNonNull(newest.toAbsolutePath().getParent());
        SyncVolume volume = volumes.computeIfAbsent(volumeOf(directory), device -> new SyncVolume(selfLog, afterFiles));
        return volume.watch(newest, directory);
    }

    /** Which volume a directory is on: equal for directories on the same one. It must exist. */
    public static List<Object> volumeOf(Path directory) {
        Object root = directory.getRoot();
        try {
            if (directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                return List.of(directory.getFileSystem(), Files.getAttribute(directory, "unix:dev"));
            }
        } catch (IOException unknown) {
            return List.of(directory.getFileSystem(), String.valueOf(root));
        }
        return List.of(directory.getFileSystem(), String.valueOf(root));
    }

    /** Whether the calling thread is one that syncs: it must not wait for itself. */
    public static boolean isSyncThread() {
        return Thread.currentThread() instanceof SyncVolume.Worker;
    }

    /** Syncs what is dirty and is to be synced, for a moment at most, and ends the threads. */
    @Override
    public void close() {
        volumes.values().forEach(SyncVolume::end);
        long deadline = System.nanoTime() + CLOSE_NANOS;
        volumes.values().forEach(volume -> volume.join(deadline - System.nanoTime()));
    }
}
