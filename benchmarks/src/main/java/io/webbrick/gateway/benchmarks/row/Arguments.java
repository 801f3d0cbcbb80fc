package io.webbrick.gateway.benchmarks.row;

import java.util.HashMap;
import java.util.Map;

/** What the measured process is told, for each kind of measurement; the keys are those that it reads. */
final class Arguments {
    /** Nothing: the row is not measured in this mode. */
    static final Map<String, String> NONE = Map.of();

    private Arguments() {}

    static Map<String, String> steady(String site, int threads, int warmMs, int windowMs, int windows) {
        return steady(site, threads, warmMs, windowMs, windows, 0);
    }

    static Map<String, String> steady(
            String site, int threads, int warmMs, int windowMs, int windows, int allocationCalls) {
        var settings = new HashMap<String, String>();
        settings.put("measure", "steady");
        settings.put("site", site);
        settings.put("threads", String.valueOf(threads));
        settings.put("warm-ms", String.valueOf(warmMs));
        settings.put("window-ms", String.valueOf(windowMs));
        settings.put("windows", String.valueOf(windows));
        settings.put("allocation-calls", String.valueOf(allocationCalls));
        return settings;
    }

    static Map<String, String> paced(String measure, int measureMs) {
        return Map.of(
                "measure", measure,
                "site", "plain",
                "per-second", "20000",
                "warm-calls", "200000",
                "measure-ms", String.valueOf(measureMs));
    }

    static Map<String, String> sustained(int records) {
        return Map.of(
                "measure", "sustained",
                "site", "plain",
                "threads", "2",
                "warm-calls", "400000",
                "records", String.valueOf(records));
    }

    static Map<String, String> quiet(int calls, int pauseMs) {
        return Map.of(
                "measure", "quiet",
                "site", "plain",
                "warm-calls", "100000",
                "calls", String.valueOf(calls),
                "pause-ms", String.valueOf(pauseMs));
    }
}
