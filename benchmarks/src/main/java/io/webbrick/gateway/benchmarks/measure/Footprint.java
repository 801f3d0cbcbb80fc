package io.webbrick.gateway.benchmarks.measure;

/** What the process holds in memory at most after so many records from one thread. */
final class Footprint {
    private Footprint() {}

    static void run(Settings settings, Library library) throws Exception {
        CallSite site = CallSite.of(settings.text("site"), library);
        int records = settings.number("records");
        for (int i = 0; i < records; i++) {
            site.call(i);
        }
        Answer.print("refused", library.refused());
        library.close();
        Answer.print("calls", (double) records);
        Answer.print("rss", new Processor().peakResidentKilobytes() / 1_024.0);
    }
}
