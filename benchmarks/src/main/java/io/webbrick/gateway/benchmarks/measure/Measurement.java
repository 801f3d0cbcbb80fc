package io.webbrick.gateway.benchmarks.measure;

/** One kind of measurement inside the measured process. */
@FunctionalInterface
interface Measurement {
    void run(Settings settings, Library library) throws Exception;

    /** The measurement of this name. */
    static Measurement of(String name) {
        return switch (name) {
            case "steady" -> Measurement::steady;
            case "paced" -> Paced::run;
            case "sustained" -> Sustained::run;
            case "quiet" -> Quiet::run;
            case "storm" -> Storm::run;
            case "footprint" -> Footprint::run;
            case "killed" -> Killed::run;
            default -> throw new IllegalArgumentException("measurement \"" + name + "\" unknown");
        };
    }

    private static void steady(Settings settings, Library library) throws Exception {
        CallSite site = CallSite.of(settings.text("site"), library);
        var steady = new Steady(site, settings.number("threads"), library);
        long refusedBefore = library.refused();
        var windows = steady.run(settings.nanos("warm-ms"), settings.nanos("window-ms"), settings.number("windows"));
        Answer.print(
                "ns", windows.stream().mapToDouble(Steady.Window::nanosPerCall).toArray());
        Answer.print(
                "cpu",
                windows.stream()
                        .mapToDouble(window -> window.processorNanosPerRecord() / 1_000)
                        .toArray());
        Answer.print("calls", steady.calls());
        Answer.print("refused", library.refused() - refusedBefore);
        if (settings.number("allocation-calls") > 0) {
            Allocation.measure(site, settings.number("allocation-calls"));
        }
        library.close();
    }
}
