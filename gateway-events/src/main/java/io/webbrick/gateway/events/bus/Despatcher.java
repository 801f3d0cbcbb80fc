package io.webbrick.gateway.events.bus;

import io.webbrick.gateway.events.HomeEvent;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The delivery thread of a bus and the events that wait for it, without a bound: a house must work. Each event is
 * delivered to those who were subscribed when it was published. Any thread puts, one delivers.
 */
final class Despatcher {
    /** Waiting events that are worth a WARNING. */
    static final int MANY_WAITING = 10_000;

    private static final long HALT_MILLIS = 100;

    private final Logger logger;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final Object progress = new Object();
    private long put;
    private long done;
    private volatile boolean halted;

    /** An event and who hears of it; no event is the sign to end once nothing else waits. */
    private record Waiting(@Nullable HomeEvent event, Subscriptions subscriptions) {
        static final Waiting END = new Waiting(null, Subscriptions.NONE);
    }

    Despatcher(Logger logger) {
        this.logger = logger;
        thread = new Thread(this::run, "event-despatch");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isOwnThread() {
        return Thread.currentThread() == thread;
    }

    boolean isHalted() {
        return halted;
    }

    /** Queues an event; the caller's lock makes the order. */
    void put(HomeEvent event, Subscriptions subscriptions) {
        synchronized (progress) {
            put++;
        }
        queue.add(new Waiting(event, subscriptions));
    }

    long waiting() {
        synchronized (progress) {
            return put - done;
        }
    }

    long delivered() {
        synchronized (progress) {
            return done;
        }
    }

    /** Says so once when too many wait; again only after the queue has been short in between. */
    void warnWhenLong() {
        if (queue.size() >= MANY_WAITING && warned.compareAndSet(false, true)) {
            logger.warn("{} events wait for delivery; a handler is too slow", queue.size());
        }
    }

    /** Waits until everything put so far was delivered; false when that took longer. */
    boolean awaitDelivered(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (progress) {
            long wanted = put;
            while (done < wanted) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(progress, left);
            }
            return true;
        }
    }

    /** Delivers what waits, within the time given, and ends the thread; from the thread itself, ends it afterwards. */
    void stop(long millis) {
        queue.add(Waiting.END);
        if (isOwnThread()) {
            return;
        }
        boolean interrupted = !joined(millis);
        halted = true;
        thread.interrupt();
        interrupted |= !joined(HALT_MILLIS);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean joined(long millis) {
        try {
            thread.join(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void run() {
        while (!halted) {
            Waiting next = take();
            if (next == null) {
                continue;
            }
            if (next.event == null) {
                if (queue.isEmpty()) {
                    return;
                }
                queue.add(next);
                continue;
            }
            deliver(next.event, next.subscriptions);
        }
    }

    private @Nullable Waiting take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            return null;
        }
    }

    private void deliver(HomeEvent event, Subscriptions subscriptions) {
        try {
            subscriptions.deliver(event);
        } catch (Throwable failure) {
            logger.error("delivery of {} from {} failed", event.type(), event.source(), failure);
        } finally {
            finished();
        }
    }

    private void finished() {
        synchronized (progress) {
            done++;
            progress.notifyAll();
        }
        if (queue.size() < MANY_WAITING / 10) {
            warned.set(false);
        }
        if (!halted && Thread.interrupted()) {
            logger.debug("a handler left the interrupt flag set; cleared");
        }
    }
}
