package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.Role;
import io.webbrick.gateway.logging.stream.SnapshotSpec;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the newest records of Error and EventLog where a reboot leaves them alone: every hour, on a fatal error and at the
 * end, as much as the day's allowance lets. Each record goes there once. A thread of its own, that there is only while a
 * configuration asks for snapshots; what fails is told and tried again the next time.
 */
final class Snapshots implements AutoCloseable {
    private static final Duration HOUR = Duration.ofHours(1);

    /** A storm of fatal errors is one. */
    private static final Duration BETWEEN_FATAL = Duration.ofMinutes(1);

    private static final long LOOK_NANOS = 60_000_000_000L;

    /** So many days' allowances stay there at most. */
    private static final int DAYS_KEPT = 8;

    private final Supplier<LoggingPlan> plans;
    private final InstantSource clock;
    private final SelfLog selfLog;
    private final Runnable flush;
    private volatile @Nullable Thread thread;
    private volatile boolean closed;
    private volatile boolean fatal;
    private Instant lastHourly;
    private @Nullable Instant lastFatal;

    /** Why one is made, and which part of what is left of the day it may take. */
    enum Reason {
        HOURLY(4),
        FATAL(2),
        END(1);

        private final int divisor;

        Reason(int divisor) {
            this.divisor = divisor;
        }

        /** Bytes that one of this kind may write, of an allowance of which so much is spent. */
        long grant(long perDay, long spent) {
            return Math.max(0, perDay - spent) / divisor;
        }
    }

    /** @param flush sees to it that what was accepted can be read */
    Snapshots(Supplier<LoggingPlan> plans, InstantSource clock, SelfLog selfLog, Runnable flush) {
        this.flush = flush;
        this.plans = plans;
        this.clock = clock;
        this.selfLog = selfLog;
        this.lastHourly = clock.instant();
    }

    /** A plan is in force that may ask for snapshots. */
    synchronized void planned() {
        LoggingPlan plan = plans.get();
        SnapshotSpec spec = plan.snapshot();
        if (closed || spec == null) {
            return;
        }
        begin(plan, spec);
        if (thread == null) {
            var worker = new Thread(this::run, "log-snapshot");
            worker.setDaemon(true);
            thread = worker;
            worker.start();
        }
    }

    /** Notes in the log directory where its snapshots will go, so that commands find those of earlier boots at once. */
    private void begin(LoggingPlan plan, SnapshotSpec spec) {
        try {
            SnapshotLife.of(plan.directory(), spec.root());
        } catch (IOException | RuntimeException failed) {
            selfLog.problem("cannot prepare for snapshots in " + spec.root(), failed);
        }
    }

    /** A record at level CRITICAL was logged. Any thread; costs a volatile write. */
    void fatal() {
        fatal = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            look();
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    /** Makes one when it is time for it. */
    synchronized void look() {
        Instant now = clock.instant();
        if (closed) {
            return;
        }
        if (fatal && isOver(lastFatal, BETWEEN_FATAL, now)) {
            fatal = false;
            lastFatal = now;
            flush.run();
            take(Reason.FATAL, now);
        } else if (isOver(lastHourly, HOUR, now)) {
            lastHourly = now;
            flush.run();
            take(Reason.HOURLY, now);
        }
    }

    /** Also when the clock was set back: nobody knows how long ago it was. */
    private static boolean isOver(@Nullable Instant since, Duration pause, Instant now) {
        return since == null || now.isBefore(since) || !now.isBefore(since.plus(pause));
    }

    private void take(Reason reason, Instant now) {
        LoggingPlan plan = plans.get();
        SnapshotSpec spec = plan.snapshot();
        if (spec == null) {
            return;
        }
        try {
            var root = new SnapshotRoot(spec.root());
            SnapshotLife life = SnapshotLife.of(plan.directory(), spec.root());
            long grant = reason.grant(spec.bytesPerDay(), root.spent(now, plan.zone()));
            long left = grant - add(Role.ERROR, reason, plan, root, life, grant / 2, now);
            add(Role.EVENT_LOG, reason, plan, root, life, left, now);
            root.tidy(now, plan.zone(), DAYS_KEPT * spec.bytesPerDay());
        } catch (IOException | RuntimeException failed) {
            selfLog.problem("cannot write a snapshot into " + spec.root(), failed);
        }
    }

    /** Returns what it took of the allowance. Lines without names, where no ledger is, are put there at the end only. */
    private static long add(
            Role role, Reason reason, LoggingPlan plan, SnapshotRoot root, SnapshotLife life, long grant, Instant now)
            throws IOException {
        Path newest = newest(role, plan);
        long largest = SnapshotRoot.largest(grant);
        if (newest == null || largest == 0) {
            return 0;
        }
        NewestRecords records = NewestRecords.behind(newest, life.position(newest), largest);
        Position last = records.last();
        byte[] packed = last == null && reason != Reason.END ? new byte[0] : records.packed();
        if (packed.length == 0) {
            return 0;
        }
        root.add(life.directory(), newest.getFileName().toString(), packed, now);
        if (last != null) {
            life.reached(last);
        }
        return SnapshotRoot.cost(packed.length);
    }

    private static @Nullable Path newest(Role role, LoggingPlan plan) {
        for (StreamSpec stream : plan.streams()) {
            if (stream.role() == role && stream.target() instanceof Target.File file) {
                return file.path();
            }
        }
        return null;
    }

    /** Makes the last one; everything is written by now. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LockSupport.unpark(thread);
            take(Reason.END, clock.instant());
        }
    }
}
