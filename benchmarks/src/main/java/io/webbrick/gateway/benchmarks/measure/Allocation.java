package io.webbrick.gateway.benchmarks.measure;

import java.util.concurrent.TimeUnit;

/** Bytes allocated for each call, on a warm call site: by the calling thread, and by all threads that work for it. */
final class Allocation {
    private static final long QUEUE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Allocation() {}

    static void measure(CallSite site, int calls) {
        var processor = new Processor();
        site.prepareThread();
        log(site, calls / 4);
        processor.allocatedEverywhere();
        Steady.pause(QUEUE_NANOS);
        long everywhere = processor.allocatedEverywhere();
        long here = processor.allocatedHere();
        log(site, calls);
        long hereAfter = processor.allocatedHere();
        Steady.pause(QUEUE_NANOS);
        long everywhereAfter = processor.allocatedEverywhere();
        Answer.print("bytes", (double) (hereAfter - here) / calls);
        Answer.print("bytes-all", (double) (everywhereAfter - everywhere) / calls);
    }

    private static void log(CallSite site, int calls) {
        for (int i = 0; i < calls; i++) {
            site.call(i);
        }
    }
}
