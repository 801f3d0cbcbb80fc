package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How far one stream's newest file is on the disk. Each successful write has a number; a sync covers all numbers given
 * before it began, also those in files that were renamed meanwhile: the writer hands over an open descriptor of such a
 * file. The writer thread never waits here; a write costs it one volatile store. The sync thread opens the file anew for
 * each sync, so nothing interruptible is shared.
 */
public final class SyncedFile {
    /** Renamed files that may wait for a disk that hangs. */
    static final int MAX_ROTATED = 64;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long RETRY_NANOS = 1_000_000_000L;
    private static final long MAX_RETRY_NANOS = 60_000_000_000L;

    private final SyncVolume volume;
    private final Path newest;
    private final Path directory;
    private final ConcurrentLinkedQueue<FileChannel> rotated = new ConcurrentLinkedQueue<>();
    private final AtomicInteger rotatedCount = new AtomicInteger();

    /** The number of the newest write; counted by the writer thread only. */
    private final AtomicLong writes = new AtomicLong();

    private volatile boolean unwritten;

    /** When the first write came that is not synced, 0 while there is none. */
    private volatile long dirtySince;

    private volatile boolean directoryDirty;
    private volatile long withinNanos = NEVER;
    private volatile boolean awaited;
    private volatile boolean retired;

    /** The highest number that somebody waits for. */
    private final AtomicLong urgent = new AtomicLong();

    private volatile long synced;

    /** Numbers up to this one may be missing on the disk for ever: a sync failed, or was given up. */
    private final AtomicLong failed = new AtomicLong();

    /** When a sync that failed may be tried again, 0 when none did; of the sync thread. */
    private long retryAt;

    private long retryNanos = RETRY_NANOS;

    SyncedFile(SyncVolume volume, Path newest, Path directory) {
        this.volume = volume;
        this.newest = newest;
        this.directory = directory;
    }

    /**
     * From now on syncs by other rules.
     *
     * @param within how long written lines may be missing on the disk; null leaves that to the system
     * @param callersWait whether {@link #await} is going to be called
     */
    public void rules(@Nullable Duration within, boolean callersWait) {
        awaited = callersWait;
        withinNanos = within == null ? NEVER : within.toNanos();
        if (within != null && isDirty()) {
            touch();
        }
    }

    /** The newest file was opened, perhaps made. On the writer thread, or before it starts. */
    void opened() {
        directoryDirty = true;
        written();
    }

    /** Lines were written. On the writer thread. */
    void written() {
        unwritten = false;
        number();
    }

    private void number() {
        writes.incrementAndGet();
        touch();
        if (urgent.get() > synced) {
            volume.wake();
        }
    }

    private void touch() {
        if (dirtySince == 0 && withinNanos != NEVER) {
            dirtySince = System.nanoTime() | 1;
            volume.wake();
        }
    }

    /** Lines could not be written and wait in memory. On the writer thread. */
    void notWritten() {
        unwritten = true;
    }

    /** The newest file is about to be renamed: what of it is not on the disk yet is synced through this descriptor. */
    void renaming() {
        if (!isDirty() || !isWanted()) {
            return;
        }
        if (rotatedCount.get() >= MAX_ROTATED) {
            giveUp("more than " + MAX_ROTATED + " renamed files of " + newest + " wait for the disk, the system brings"
                    + " the others there");
            return;
        }
        try {
            rotated.add(openForSync(newest));
            rotatedCount.incrementAndGet();
        } catch (IOException cannotOpen) {
            giveUp("cannot open " + newest + " to sync it: " + cannotOpen);
        }
    }

    private void giveUp(String why) {
        failed.accumulateAndGet(writes.get(), Math::max);
        volume.problem(why);
    }

    /** The directory has new names. On the writer thread. */
    void renamed() {
        directoryDirty = true;
        number();
    }

    /** Nobody writes any more; it is watched until it is clean. */
    void closed() {
        retired = true;
        volume.wakeIfStarted();
    }

    private boolean isDirty() {
        return writes.get() != synced;
    }

    /** Whether anybody wants it synced. */
    private boolean isWanted() {
        return withinNanos != NEVER || awaited;
    }

    /** Whether it will never be dirty again. */
    boolean isDone() {
        return retired && (!isDirty() || !isWanted());
    }

    /** Lines that were written before this call are on the disk when their file has been synced up to this number. */
    public long ticket() {
        return unwritten ? writes.get() + 1 : writes.get();
    }

    /** Asks for a sync now. */
    public void hurry(long ticket) {
        if (synced < ticket) {
            urgent.accumulateAndGet(ticket, Math::max);
            volume.wake();
        }
    }

    /** Waits until the disk has what {@link #ticket()} stood for; false when it failed or {@code nanos} have passed. */
    public boolean await(long ticket, long nanos) {
        return isSynced(ticket) || volume.await(this, ticket, nanos);
    }

    /** Whether it is known what became of these writes. */
    boolean isSettled(long ticket) {
        return synced >= ticket || failed.get() >= ticket;
    }

    boolean isSynced(long ticket) {
        return synced >= ticket && failed.get() < ticket;
    }

    /** How long until it must be synced, at most 0 when now; {@code Long.MAX_VALUE} when there is nothing to do. */
    long dueIn(long now) {
        if (isDirty() && urgent.get() > Math.max(synced, failed.get())) {
            return 0;
        }
        if (retryAt != 0) {
            return retryAt - now;
        }
        long since = dirtySince;
        return since == 0 ? NEVER : since + withinNanos / 4 * 3 - now;
    }

    /** One sync, on the sync thread; {@link Pass#succeeded()} or {@link Pass#failed} tells what became of it. */
    Pass begin() {
        dirtySince = 0;
        return new Pass(writes.get());
    }

    /** Opened before the renamed files are taken: then either it is the file of the newest write, or that one is there. */
    private static FileChannel openForSync(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /** What one sync covers. On the sync thread. */
    final class Pass {
        private final long number;

        Pass(long number) {
            this.number = number;
        }

        void sync() throws IOException {
            List<FileChannel> channels = new ArrayList<>();
            try {
                NoSuchFileException missing = null;
                try {
                    channels.add(openForSync(newest));
                } catch (NoSuchFileException gone) {
                    missing = gone;
                }
                take(channels);
                if (channels.isEmpty() && missing != null) {
                    throw missing;
                }
                boolean names = directoryDirty;
                directoryDirty = false;
                try {
                    for (FileChannel channel : channels) {
                        channel.force(false);
                    }
                    syncNames(names);
                } catch (IOException failedToSync) {
                    directoryDirty |= names;
                    throw failedToSync;
                }
            } finally {
                for (FileChannel channel : channels) {
                    channel.close();
                }
            }
        }

        private void take(List<FileChannel> channels) {
            for (FileChannel old = rotated.poll(); old != null; old = rotated.poll()) {
                rotatedCount.decrementAndGet();
                channels.add(old);
            }
        }

        private void syncNames(boolean changed) throws IOException {
            if (changed) {
                TemporaryFile.syncNames(directory);
            }
        }

        void succeeded() {
            synced = number;
            retryAt = 0;
            retryNanos = RETRY_NANOS;
        }

        /** Nobody may take these writes for synced; the file is tried again, a missing one when it is written again. */
        void failed(Throwable why) {
            failed.accumulateAndGet(number, Math::max);
            volume.problem("cannot sync " + newest + " to the disk, it is tried again: " + why);
            if (why instanceof NoSuchFileException) {
                synced = number;
                retryAt = 0;
                return;
            }
            retryAt = (System.nanoTime() + retryNanos) | 1;
            retryNanos = Math.min(MAX_RETRY_NANOS, 2 * retryNanos);
        }
    }
}
