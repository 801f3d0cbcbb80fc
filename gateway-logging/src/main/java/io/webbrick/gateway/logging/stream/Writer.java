package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.ring.Ring;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread that drains the ring into the streams: a batch of about 64 KiB, then one write per stream. While
 * records flow it looks every 20 ms; after {@value #QUIET_LOOKS} looks in vain it sleeps until a producer wakes it, so a
 * quiet house costs no wake-up. Whatever it stumbles over is said in the self log, and it goes on.
 */
final class Writer {
    private static final int BATCH_BYTES = 65_536;
    private static final int QUIET_LOOKS = 5;
    private static final long RETRY_NANOS = 250_000_000L;
    private static final long MAINTENANCE_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int WARM_BYTES = 16_384;

    private final Ring ring;
    private final AtomicReferenceArray<Route> routes;
    private final Counters counters;
    private final InstantSource clock;
    private final SelfLog selfLog;
    private final Thread thread = new Thread(this::run, "log-writer");
    private final ConcurrentLinkedQueue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final EncodedRecord record = new EncodedRecord();
    private final RecordEncoder lossEncoder = new RecordEncoder();
    private byte[] scratch = new byte[WARM_BYTES];
    private final AtomicInteger waiters = new AtomicInteger();
    private long handled;
    private long stored;

    private volatile List<LogStream> streams = List.of();
    private volatile ZoneId zone = ZoneId.of("UTC");
    private volatile long written;
    private volatile boolean stopping;

    Writer(Ring ring, AtomicReferenceArray<Route> routes, Counters counters, InstantSource clock, SelfLog selfLog) {
        this.ring = ring;
        this.routes = routes;
        this.counters = counters;
        this.clock = clock;
        this.selfLog = selfLog;
        thread.setDaemon(true);
    }

    void start() {
        ring.consumedBy(thread);
        thread.start();
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Takes over the streams of a new plan; those that retire are closed once everything logged before is written. */
    void streams(List<LogStream> now, List<LogStream> retired, List<Runnable> rules, ZoneId newZone) {
        streams = now;
        zone = newZone;
        errands.addAll(rules);
        long before = ring.tail();
        if (!retired.isEmpty()) {
            errands.add(new Retirement(retired, before));
        }
        ring.wake();
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
        if (written >= position) {
            return true;
        }
        long left = nanos;
        lock.lock();
        waiters.incrementAndGet();
        try {
            while (written < position && left > 0 && thread.isAlive()) {
                left = progress.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            waiters.decrementAndGet();
            lock.unlock();
        }
        return written >= position;
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
                if (!busy && stopping) {
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
        runErrands();
        closeStreams(streams);
        published(handled);
    }

    /** One batch; false when there was nothing to do. */
    private boolean step() {
        boolean errand = runErrands();
        long from = handled;
        long to = ring.drain(from, BATCH_BYTES, this::handle);
        if (to != from) {
            handled = to;
            ring.free(to);
            counters.store(stored);
            stored = 0;
        }
        boolean reported = reportLosses();
        if (to != from || errand || reported || anyFailing()) {
            streams.forEach(LogStream::flush);
        }
        published(to);
        return to != from;
    }

    private void rest(int looks) {
        if (anyFailing()) {
            ring.park(handled, RETRY_NANOS);
        } else if (looks < QUIET_LOOKS) {
            ring.doze();
        } else {
            long now = clock.millis();
            streams.forEach(stream -> stream.sink().maintain(now));
            ring.park(handled, MAINTENANCE_NANOS);
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

    private void handle(ByteBuffer slots, int index, int length, int routeId) {
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        slots.get(index, scratch, 0, length);
        record.on(scratch);
        boolean kept = true;
        for (LogStream stream : routes.get(routeId).streams(record.level())) {
            kept &= appendTo(stream);
        }
        if (kept) {
            stored++;
        } else {
            counters.lose(1);
        }
    }

    private boolean appendTo(LogStream stream) {
        try {
            return stream.append(record);
        } catch (RuntimeException failed) {
            selfLog.problem("cannot format a record for " + stream.spec().title(), failed);
            stream.lose(record.epochMillis(), 1, "the record could not be formatted");
            return false;
        }
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
                    stream.sink().append(record, stream.spec().format());
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
            if (errand instanceof Retirement retirement && handled < retirement.after()) {
                errands.add(errand);
            } else if (errand != null) {
                errand.run();
                any = true;
            }
        }
        return any;
    }

    private void closeStreams(List<LogStream> closing) {
        for (LogStream stream : closing) {
            stream.flush();
            long lost = stream.sink().close();
            if (lost > 0) {
                stream.lose(clock.millis(), lost, "the file could not be written");
                selfLog.problem(lost + " records of " + stream.spec().title() + " could not be written and are lost");
            }
        }
    }

    /** Closes streams that a reload left behind, after the last record that was meant for them. */
    private final class Retirement implements Runnable {
        private final List<LogStream> retired;
        private final long after;

        Retirement(List<LogStream> retired, long after) {
            this.retired = retired;
            this.after = after;
        }

        long after() {
            return after;
        }

        @Override
        public void run() {
            closeStreams(retired);
        }
    }
}
