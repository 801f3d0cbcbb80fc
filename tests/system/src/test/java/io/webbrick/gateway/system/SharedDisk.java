package io.webbrick.gateway.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * A small file system that a gateway shares with a foreign file, which grows and shrinks. Every few milliseconds it asks
 * the file system how many bytes are allocated, deleted files that somebody still holds open included, and what of them
 * is not the foreign file. One thread of its own.
 */
final class SharedDisk implements AutoCloseable {
    private static final long PAUSE_NANOS = 10_000_000L;
    private static final int ROUNDS = 4;

    private final Path directory;
    private final long mostForeign;
    private final long spanNanos;
    private final Thread thread = new Thread(this::run, "shared-disk");
    private final ByteBuffer zeros;
    private volatile boolean ended;
    private long foreign;
    private long samples;
    private long longestGapNanos;
    private long mostOwn;
    private long leastFree = Long.MAX_VALUE;
    private long refused;

    /**
     * What was seen.
     *
     * @param samples how often the file system was asked
     * @param longestGapMillis the longest time between two of these
     * @param mostOwn the most bytes allocated at any of them besides the foreign file
     * @param leastFree the least bytes free at any of them
     * @param refused how often the foreign file could not grow
     */
    record Seen(long samples, long longestGapMillis, long mostOwn, long leastFree, long refused) {}

    /**
     * Begins.
     *
     * @param step bytes by which the foreign file grows at once
     * @param spanNanos in which it grows and shrinks {@value #ROUNDS} times; then it is empty
     */
    SharedDisk(Path directory, long mostForeign, int step, long spanNanos) {
        this.directory = directory;
        this.mostForeign = mostForeign;
        this.zeros = ByteBuffer.allocate(step);
        this.spanNanos = spanNanos;
        thread.start();
    }

    /** Ends it. */
    Seen seen() {
        close();
        return new Seen(samples, longestGapNanos / 1_000_000, mostOwn, leastFree, refused);
    }

    private void run() {
        try (FileChannel file =
                FileChannel.open(directory.resolve("foreign"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileStore store = Files.getFileStore(directory);
            long begin = System.nanoTime();
            long last = begin;
            while (!ended) {
                long now = System.nanoTime();
                longestGapNanos = Math.max(longestGapNanos, now - last);
                last = now;
                sample(store);
                move(file, target(now - begin));
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sample(FileStore store) throws IOException {
        long free = store.getUnallocatedSpace();
        mostOwn = Math.max(mostOwn, store.getTotalSpace() - free - foreign);
        leastFree = Math.min(leastFree, free);
        samples++;
    }

    /** Nothing, then up within a quarter of the round, a quarter at the top, down, nothing. */
    private long target(long elapsed) {
        if (elapsed >= spanNanos) {
            return 0;
        }
        long roundNanos = spanNanos / ROUNDS;
        double place = (double) (elapsed % roundNanos) / roundNanos;
        double part = Math.max(0, Math.min(1, Math.min(place * 4 - 0.5, 3 - place * 4)));
        return (long) (mostForeign * part) / zeros.capacity() * zeros.capacity();
    }

    private void move(FileChannel file, long target) throws IOException {
        if (target < foreign) {
            file.truncate(target);
        } else if (target > foreign) {
            try {
                zeros.clear();
                file.write(zeros, foreign);
            } catch (IOException full) {
                refused++;
            }
        }
        foreign = (file.size() + 4_095) / 4_096 * 4_096;
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
