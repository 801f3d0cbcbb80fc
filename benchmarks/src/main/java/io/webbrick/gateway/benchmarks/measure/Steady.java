package io.webbrick.gateway.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that log as fast as they can, without a pause from the warm-up to the last window: whatever the library
 * queues, its queue is as full at the end of a window as at its begin, so a call pays for its record's way into the file.
 * What the library refused is not counted as done.
 */
final class Steady {
    private static final int STRIDE = 16;
    private static final int PUBLISH = 63;

    private final CallSite site;
    private final int threads;
    private final Library library;
    private final AtomicLongArray calls;
    private final Processor processor = new Processor();
    private volatile boolean stop;

    Steady(CallSite site, int threads, Library library) {
        this.site = site;
        this.threads = threads;
        this.library = library;
        this.calls = new AtomicLongArray(threads * STRIDE);
    }

    /** One window: nanoseconds per call of each thread, processor nanoseconds per record of all threads. */
    record Window(double nanosPerCall, double processorNanosPerRecord) {}

    /** The state of the counters at one instant. */
    private record Sample(long at, long processor, long stored) {}

    /** Warms up, then measures this many windows. */
    List<Window> run(long warmNanos, long windowNanos, int windows) throws InterruptedException {
        List<Thread> callers = start();
        var measured = new ArrayList<Window>();
        pause(warmNanos);
        Sample before = sample();
        for (int i = 0; i < windows; i++) {
            pause(windowNanos);
            Sample after = sample();
            long records = Math.max(1, after.stored - before.stored);
            measured.add(new Window(
                    (double) (after.at - before.at) * threads / records,
                    (double) (after.processor - before.processor) / records));
            before = after;
        }
        stop = true;
        for (Thread caller : callers) {
            caller.join();
        }
        return measured;
    }

    private List<Thread> start() {
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            int slot = i * STRIDE;
            var caller = new Thread(() -> log(slot), "caller-" + i);
            callers.add(caller);
            caller.start();
        }
        return callers;
    }

    /** The stop flag is read before each call, so that no library's level field can be kept in a register. */
    private void log(int slot) {
        site.prepareThread();
        long done = 0;
        while (!stop) {
            site.call(done);
            if ((++done & PUBLISH) == 0) {
                calls.setRelease(slot, done);
            }
        }
        calls.setRelease(slot, done);
    }

    private Sample sample() {
        long refused = library.refused();
        return new Sample(System.nanoTime(), processor.nanos(), calls() - refused);
    }

    /** Calls that returned so far. */
    long calls() {
        long sum = 0;
        for (int i = 0; i < threads; i++) {
            sum += calls.getAcquire(i * STRIDE);
        }
        return sum;
    }

    static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
