package io.webbrick.gateway.benchmarks.measure;

/**
 * One thread that logs at a fixed rate and takes the time of each call. Between calls it spins, so that it is not the
 * scheduler's wake-up that is measured.
 */
final class Paced {
    private Paced() {}

    static void run(Settings settings, Library library) throws Exception {
        pace(settings, library);
        library.close();
    }

    /** Everything but the end. */
    static void pace(Settings settings, Library library) throws ReflectiveOperationException {
        CallSite site = CallSite.of(settings.text("site"), library);
        int perSecond = settings.number("per-second");
        int warm = settings.number("warm-calls");
        for (int i = 0; i < warm; i++) {
            site.call(i);
        }
        pace(site, perSecond, new long[perSecond / 2]);
        long refused = library.refused();
        long[] taken = new long[Math.toIntExact((long) perSecond * settings.number("measure-ms") / 1_000)];
        pace(site, perSecond, taken);
        Percentiles percentiles = Percentiles.of(taken);
        Answer.print("p50", percentiles.at(50) / 1e3);
        Answer.print("p99", percentiles.at(99) / 1e3);
        Answer.print("p99.99", percentiles.at(99.99) / 1e3);
        Answer.print("max", percentiles.max() / 1e3);
        Answer.print("calls", warm + perSecond / 2 + taken.length);
        Answer.print("refused", library.refused() - refused);
    }

    /** Logs once for each element, every {@code 1/perSecond}; a call that comes late is made at once. */
    private static void pace(CallSite site, int perSecond, long[] taken) {
        long every = 1_000_000_000L / perSecond;
        long due = System.nanoTime();
        for (int i = 0; i < taken.length; i++) {
            long begin = System.nanoTime();
            while (begin < due) {
                Thread.onSpinWait();
                begin = System.nanoTime();
            }
            site.call(i);
            taken[i] = System.nanoTime() - begin;
            due += every;
        }
    }
}
