package io.webbrick.gateway.benchmarks.measure;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;

/** So many records from so many threads, from the first call until the library says that all are in the file. */
final class Sustained {
    private Sustained() {}

    static void run(Settings settings, Library library) throws Exception {
        CallSite site = CallSite.of(settings.text("site"), library);
        int threads = settings.number("threads");
        int warm = settings.number("warm-calls") / threads;
        int calls = settings.number("records") / threads;
        var warmedUp = new CountDownLatch(threads);
        var go = new CountDownLatch(1);
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            var caller = new Thread(() -> {
                log(site, warm);
                warmedUp.countDown();
                await(go);
                log(site, calls);
            });
            callers.add(caller);
            caller.start();
        }
        warmedUp.await();
        long refusedBefore = library.refused();
        var processor = new Processor();
        long used = processor.nanos();
        long begin = System.nanoTime();
        go.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        double called = System.nanoTime() - begin;
        long refused = library.refused() - refusedBefore;
        library.close();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Answer.print("calls-seconds", called / 1e9);
        Answer.print("seconds", seconds);
        Answer.print("cpu", (processor.nanos() - used) / 1e3 / ((double) calls * threads));
        Answer.print("records", (double) calls * threads);
        Answer.print("calls", (double) (warm + calls) * threads);
        Answer.print("refused", refused);
        if (library == Library.CHRONICLE) {
            try (MappedQueue again = MappedQueue.openAgain()) {
                Answer.print("lines", again.lines());
            }
        }
    }

    private static void log(CallSite site, int calls) {
        for (int i = 0; i < calls; i++) {
            site.call(i);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
