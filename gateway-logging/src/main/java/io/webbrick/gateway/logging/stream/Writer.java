package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.ring.Ring;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The one thread that drains the ring into the streams: a batch of about 64 KiB, then one write per stream. While
 * records flow it looks every 20 ms; after {@value #QUIET_LOOKS} looks in vain it sleeps until a producer wakes it, so a
 * quiet house costs no wake-up. Whatever it stumbles over is said in the self log, and it goes on.
 */
final class Writer {
    private static final int BATCH_BYTES = 65_536;
    private static final int QUIET_LOOKS = 5;
    private static final long RETRY_NANOS = 250_000_000L;

    /** How long two threads that work hand in hand look for each other before they sleep; not where they share one processor. */
    private static final long SPIN_NANOS = Runtime.getRuntime().availableProcessors() > 1 ? 20_000 : 0;

    private static final long MAINTENANCE_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final long STILL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long RESTING = Long.MIN_VALUE;

    /** So long a call may be under way with a route of the plan before. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Ring ring;
    private final Drain drain;
    private final Counters counters;
    private final InstantSource clock;
    private final SelfLog selfLog;
    private final Runnable ringFailed;
    private final Runnable ringLook;
    private final Thread thread = new Worker(this::run);
    private final ConcurrentLinkedQueue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final EncodedRecord record = new EncodedRecord();
    private final RecordEncoder lossEncoder = new RecordEncoder();
    private final AtomicInteger waiters = new AtomicInteger();
    private final AtomicInteger retirements = new AtomicInteger();
    private final AtomicInteger impatient = new AtomicInteger();

    /** Streams that reloads left behind; of the writer thread. */
    private final List<Retirement> retiring = new ArrayList<>();

    private boolean failureNoted;
    private long looked = System.nanoTime();
    private boolean ended;

    private volatile List<LogStream> streams = List.of();
    private volatile ZoneId zone = ZoneId.of("UTC");
    private volatile long written;
    private volatile boolean stopping;

    /** When it began what it is at, System.nanoTime(); {@link #RESTING} while it rests. */
    private volatile long busySince = RESTING;

    /** A caller waited for its record, and the next one may come at once. */
    private volatile boolean awaitedLately;

    private volatile boolean endedWhole;

    /** The thread; a type of its own so that any engine knows the writers of all. */
    private static final class Worker extends Thread {
        Worker(Runnable work) {
            super(work, "log-writer");
            setDaemon(true);
        }
    }

    /**
     * @param ringFailed is told on the writer thread that the ring goes on in memory, before anything else is written
     * @param ringLook is called on the writer thread when it has written, at most once a second: is the ring's file still there?
     */
    Writer(
            Ring ring,
            Drain drain,
            Counters counters,
            InstantSource clock,
            SelfLog selfLog,
            Runnable ringFailed,
            Runnable ringLook) {
        this.ring = ring;
        this.drain = drain;
        this.counters = counters;
        this.clock = clock;
        this.selfLog = selfLog;
        this.ringFailed = ringFailed;
        this.ringLook = ringLook;
    }

    void start() {
        ring.consumedBy(thread);
        thread.start();
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Whether the calling thread writes for any engine: it must wait for no other one. */
    static boolean isWriterThread() {
        return Thread.currentThread() instanceof Worker;
    }

    /** Whether it has been at one step for long: the files cannot be written now, nor looked at. */
    boolean standsStill() {
        long since = busySince;
        return since != RESTING && System.nanoTime() - since > STILL_NANOS;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * Takes over the streams of a new plan; those that retire are closed once everything logged before is written, and
     * calls that were under way had their time.
     */
    void streams(List<LogStream> now, List<LogStream> retired, List<Runnable> rules, ZoneId newZone) {
        streams = now;
        zone = newZone;
        errands.addAll(rules);
        if (!retired.isEmpty()) {
            retirements.incrementAndGet();
            long due = System.nanoTime() + GRACE_NANOS;
            errands.add(() -> retiring.add(new Retirement(retired, due)));
        }
        ring.wake();
    }

    /** Waits until streams that reloads left behind are closed, at once if need be; false when time ran out. */
    boolean awaitRetirements(long nanos) {
        if (retirements.get() == 0) {
            return true;
        }
        impatient.incrementAndGet();
        try {
            ring.wake();
            return await(() -> retirements.get() == 0, nanos);
        } finally {
            impatient.decrementAndGet();
        }
    }

    void rotate(LogStream stream) {
        errands.add(() -> {
            try {
                stream.sink().rotate();
            } catch (IOException failed) {
                selfLog.problem("cannot rotate " + stream.spec().title(), failed);
            }
        });
        ring.wake();
    }

    /** Waits until everything before {@code position} was written, or tried; false when time ran out. */
    boolean awaitWritten(long position, long nanos) {
        awaitedLately = true;
        return written >= position || spinOrAwait(() -> written >= position, nanos);
    }

    private boolean spinOrAwait(BooleanSupplier reached, long nanos) {
        return spin(reached) || await(reached, nanos);
    }

    /** Looks for about as long as a wake-up takes: the other thread is quick, and sleeping costs more than its work. */
    private static boolean spin(BooleanSupplier reached) {
        long end = System.nanoTime() + SPIN_NANOS;
        boolean there = reached.getAsBoolean();
        while (!there && SPIN_NANOS > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
            there = reached.getAsBoolean();
        }
        return there;
    }

    private boolean await(BooleanSupplier reached, long nanos) {
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        boolean interrupted = false;
        lock.lock();
        waiters.incrementAndGet();
        try {
            while (!reached.getAsBoolean() && left > 0 && thread.isAlive()) {
                try {
                    progress.awaitNanos(left);
                } catch (InterruptedException kept) {
                    interrupted = true;
                }
                left = deadline - System.nanoTime();
            }
        } finally {
            waiters.decrementAndGet();
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return reached.getAsBoolean();
    }

    /** Whether it has come to its end with every accepted record in its files. */
    boolean endedWhole() {
        return endedWhole;
    }

    /** Writes what is in the ring, closes the streams and ends the thread; {@code millis} at most. */
    void stop(long millis) {
        stopping = true;
        ring.wake();
        try {
            thread.join(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int looks = 0;
        while (true) {
            try {
                boolean busy = step();
                looks = busy ? 0 : looks + 1;
                if (!busy && stopping && ring.seal(drain.position())) {
                    break;
                }
                if (!busy) {
                    rest(looks);
                }
            } catch (Throwable unexpected) {
                selfLog.problem("the log writer stumbled and goes on", unexpected);
                ring.doze();
            }
        }
        ended = true;
        runErrands();
        retire();
        streams.forEach(LogStream::flush);
        drain.commit();
        endedWhole = drain.isWhole() && ring.failure() == null;
        close(streams);
        busySince = RESTING;
        published(Long.MAX_VALUE);
    }

    /** One batch; false when there was nothing to do. */
    private boolean step() {
        ignoreInterrupts();
        busySince = System.nanoTime();
        noteFailure();
        boolean errand = runErrands();
        long from = drain.position();
        long to = ring.drain(from, BATCH_BYTES, drain);
        drain.position(to);
        boolean reported = reportLosses();
        if (to != from || errand || reported || anyFailing()) {
            streams.forEach(LogStream::flush);
            retiring.forEach(Retirement::flush);
            noteFailure();
            boolean tryAgain = anyFailing();
            drain.commit();
            if (tryAgain) {
                streams.forEach(LogStream::flush);
            }
        }
        if (to != from) {
            ring.free(to);
            counters.take(drain.taken());
            counters.store(drain.stored());
            lookAfterRing();
        }
        retire();
        published(to);
        return to != from;
    }

    private void lookAfterRing() {
        if (busySince - looked > LOOK_NANOS) {
            looked = busySince;
            ringLook.run();
        }
    }

    /** Whoever interrupts this thread must neither stop it nor make it run without a rest. */
    private void ignoreInterrupts() {
        if (Thread.interrupted()) {
            selfLog.problem("somebody interrupted the log writer, which goes on");
        }
    }

    /** What the ring held when its mapping failed is lost, and nobody knows how much that was. */
    private void noteFailure() {
        Throwable failure = ring.failure();
        if (failure != null && !failureNoted) {
            failureNoted = true;
            ringFailed.run();
            selfLog.problem("the ring's file failed, records are not crash-durable from now on", failure);
            long now = clock.millis();
            streams.forEach(stream -> stream.loss().addUnknown(now, now, "the ring failed"));
        }
    }

    private void rest(int looks) {
        if (anyFailing()) {
            busySince = RESTING;
            ring.park(drain.position(), RETRY_NANOS);
        } else if (looks < QUIET_LOOKS || ring.tail() != drain.position()) {
            busySince = RESTING;
            boolean handInHand = looks == 1 && awaitedLately;
            if (!handInHand || !spin(() -> ring.tail() != drain.position())) {
                awaitedLately = false;
                ring.doze();
            }
        } else {
            long now = clock.millis();
            streams.forEach(stream -> stream.sink().maintain(now));
            busySince = RESTING;
            ring.park(drain.position(), retiring.isEmpty() ? MAINTENANCE_NANOS : GRACE_NANOS);
        }
    }

    private boolean anyFailing() {
        for (LogStream stream : streams) {
            if (stream.sink().isFailing()) {
                return true;
            }
        }
        return false;
    }

    private void published(long position) {
        written = position;
        if (waiters.get() > 0) {
            lock.lock();
            try {
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Writes what was lost into the streams that lost it, once they take lines again. */
    private boolean reportLosses() {
        boolean reported = false;
        for (LogStream stream : streams) {
            if (!stream.loss().isEmpty() && !stream.sink().isFailing() && ring.fill() < 0.5) {
                Loss.Report loss = stream.loss().take();
                if (loss != null) {
                    LossLine.encode(lossEncoder, stream.spec(), loss, clock.millis(), zone);
                    record.on(lossEncoder.bytes().bytes());
                    stream.tell(record, loss.records());
                    reported = true;
                }
            }
        }
        return reported;
    }

    private boolean runErrands() {
        boolean any = false;
        int count = errands.size();
        for (int index = 0; index < count; index++) {
            Runnable errand = errands.poll();
            if (errand != null) {
                errand.run();
                any = true;
            }
        }
        return any;
    }

    /** Closes what may be closed of the streams that reloads left behind. */
    private void retire() {
        if (!retiring.isEmpty()) {
            retiring.removeIf(Retirement::tryToEnd);
        }
    }

    /** A record that several streams had to give up is one: a collector's are the others' too. */
    private void close(List<LogStream> leaving) {
        long own = 0;
        long collected = 0;
        for (LogStream stream : leaving) {
            long lost = close(stream);
            if (stream.spec().collectsAll()) {
                collected = Math.max(collected, lost);
            } else {
                own += lost;
            }
        }
        counters.giveUp(Math.max(own, collected));
    }

    private long close(LogStream stream) {
        long lost = stream.close();
        if (lost > 0) {
            stream.lose(clock.millis(), lost, "the file could not be written");
            selfLog.problem(lost + " records of " + stream.spec().title() + " could not be written and are lost");
        }
        return lost;
    }

    /** Streams that a reload left behind, until the last record that was meant for them. */
    private final class Retirement {
        private final List<LogStream> retired;
        private final long due;

        /** Where the ring ended when no call with an old route could be under way any more; -1 until then. */
        private long after = -1;

        Retirement(List<LogStream> retired, long due) {
            this.retired = retired;
            this.due = due;
        }

        void flush() {
            retired.forEach(LogStream::flush);
        }

        /** Closes them when it is time; false when it is not. */
        boolean tryToEnd() {
            if (after < 0 && (impatient.get() > 0 || System.nanoTime() - due >= 0)) {
                after = ring.tail();
            }
            if (!ended && (after < 0 || drain.position() < after)) {
                return false;
            }
            flush();
            drain.commit();
            for (LogStream stream : retired) {
                if (stream.sink() instanceof FileSink file) {
                    drain.remove(file);
                }
            }
            close(retired);
            retirements.decrementAndGet();
            return true;
        }
    }
}
