package io.webbrick.gateway.benchmarks.measure;

/**
 * A house where next to nothing happens: a record every few seconds, or none at all. Takes the time of each call, and
 * what the whole process uses while it waits.
 */
final class Quiet {
    private static final long SETTLE_NANOS = 3_000_000_000L;

    private Quiet() {}

    static void run(Settings settings, Library library) throws Exception {
        int warm = settings.number("warm-calls");
        int calls = settings.number("calls");
        long pause = settings.nanos("pause-ms");
        CallSite site = library == Library.NONE ? n -> {} : CallSite.of(settings.text("site"), library);
        for (int i = 0; i < warm; i++) {
            site.call(i);
        }
        var processor = new Processor();
        processor.switches();
        Steady.pause(SETTLE_NANOS);
        long[] taken = new long[Math.max(1, calls)];
        long used = processor.nanos();
        long switched = processor.switches();
        long begin = System.nanoTime();
        Steady.pause(calls == 0 ? pause : 0);
        for (int i = 0; i < calls; i++) {
            Steady.pause(pause);
            long before = System.nanoTime();
            site.call(i);
            taken[i] = System.nanoTime() - before;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double busy = (processor.nanos() - used) / 1e9;
        Answer.print("percent", busy / seconds * 100);
        Answer.print("switches", (processor.switches() - switched) / seconds);
        if (calls > 0) {
            Percentiles percentiles = Percentiles.of(taken);
            Answer.print("p50", percentiles.at(50) / 1e3);
            Answer.print("max", percentiles.max() / 1e3);
        }
        library.close();
    }
}
