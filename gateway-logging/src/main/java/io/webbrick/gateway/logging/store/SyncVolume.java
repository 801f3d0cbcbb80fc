package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.health.SelfLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sync thread of one volume and those who wait for it. All who wait while a sync runs are served by the next one:
 * group commit. Who has waited in vain once is not followed by others until the disk moves again.
 */
final class SyncVolume {
    private final SelfLog selfLog;
    private final DiskSync.AfterFiles afterFiles;
    private final List<SyncedFile> files = new CopyOnWriteArrayList<>();
    private final Worker worker = new Worker(this::run);
    private final AtomicBoolean started = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition passed = lock.newCondition();
    private volatile boolean ending;

    /** Passes that came to an end, and how many there were when a wait ran out of time; under the lock. */
    private long passes;

    private long stalledAt = -1;

    /** The thread; a type of its own so that it is known by callers that must not wait for it. */
    static final class Worker extends Thread {
        Worker(Runnable work) {
            super(work, "log-sync");
            setDaemon(true);
        }
    }

    SyncVolume(SelfLog selfLog, DiskSync.AfterFiles afterFiles) {
        this.selfLog = selfLog;
        this.afterFiles = afterFiles;
    }

    SyncedFile watch(Path newest, Path directory) {
        var file = new SyncedFile(this, newest, directory);
        files.add(file);
        return file;
    }

    void problem(String text) {
        selfLog.problem(text);
    }

    /** Lets the thread look again, and makes it at first. */
    void wake() {
        if (started.compareAndSet(false, true)) {
            worker.start();
        }
        LockSupport.unpark(worker);
    }

    void wakeIfStarted() {
        if (started.get()) {
            LockSupport.unpark(worker);
        }
    }

    boolean await(SyncedFile file, long ticket, long nanos) {
        long left = nanos;
        boolean interrupted = false;
        lock.lock();
        try {
            boolean first = stalledAt != passes;
            while (!file.isSettled(ticket) && first && left > 0) {
                try {
                    left = passed.awaitNanos(left);
                } catch (InterruptedException kept) {
                    interrupted = true;
                }
            }
            if (!file.isSettled(ticket)) {
                stalledAt = passes;
            }
            return file.isSynced(ticket);
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (true) {
            try {
                boolean last = ending;
                pass(last);
                if (last) {
                    return;
                }
                files.removeIf(SyncedFile::isDone);
                rest();
            } catch (RuntimeException | OutOfMemoryError unexpected) {
                selfLog.problem("a sync thread stumbled and goes on", unexpected);
                LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    private void rest() {
        long now = System.nanoTime();
        long due = Long.MAX_VALUE;
        for (SyncedFile file : files) {
            due = Math.min(due, file.dueIn(now));
        }
        if (ending || due <= 0) {
            return;
        }
        if (due == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, due);
        }
    }

    /** Syncs every file that is due; all that are dirty at the end. */
    private void pass(boolean last) {
        long now = System.nanoTime();
        var synced = new ArrayList<SyncedFile.Pass>();
        boolean any = false;
        for (SyncedFile file : files) {
            long due = file.dueIn(now);
            if (due <= 0 || (last && due != Long.MAX_VALUE)) {
                any = true;
                SyncedFile.Pass pass = file.begin();
                try {
                    pass.sync();
                    synced.add(pass);
                } catch (IOException | RuntimeException failed) {
                    pass.failed(failed);
                }
            }
        }
        if (any) {
            finish(synced);
        }
    }

    private void finish(List<SyncedFile.Pass> synced) {
        try {
            afterFiles.sync();
            synced.forEach(SyncedFile.Pass::succeeded);
        } catch (IOException | RuntimeException | InternalError failed) {
            synced.forEach(pass -> pass.failed(failed));
        }
        lock.lock();
        try {
            passes++;
            passed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        ending = true;
        wakeIfStarted();
    }

    void join(long nanos) {
        try {
            if (started.get() && nanos > 0) {
                worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
            }
        } catch (InterruptedException kept) {
            Thread.currentThread().interrupt();
        }
    }
}
