package io.webbrick.gateway.benchmarks.row;

import static io.webbrick.gateway.benchmarks.peer.Trait.FAST;
import static io.webbrick.gateway.benchmarks.peer.Trait.SAFE;
import static io.webbrick.gateway.benchmarks.peer.Trait.SHOWN_ONLY;

import io.webbrick.gateway.benchmarks.peer.Layout;
import io.webbrick.gateway.benchmarks.peer.Trait;
import io.webbrick.gateway.benchmarks.row.Figure.Rivals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is measured, with its goals; what each row means stands in docs/benchmarks.md. */
public final class Rows {
    private static final Set<Trait> FASTEST = Set.of(FAST);
    private static final Set<Trait> EVERYBODY = Set.of(FAST, SAFE, SHOWN_ONLY);

    private Rows() {}

    /** All, in the order of tables. */
    public static List<Row> all() {
        return List.of(enabled(1), enabled(2), disabled(), paced(), sustained());
    }

    private static Row enabled(int threads) {
        String title = "enabled call, rolling 1 MB x 5, " + threads + (threads == 1 ? " thread" : " threads");
        Figure nanos = Figure.lower("ns", title, "ns", Goal.ratioAtMost(0.5));
        Figure safe = nanos.against(Rivals.SAFE, title + ", against kill-safe peers", Goal.ratioAtMost(0.1));
        Figure processor = Figure.lower("cpu", "processor time per record, all threads, " + threads, "us", Goal.none());
        List<Figure> figures = threads == 1
                ? List.of(
                        nanos,
                        safe,
                        processor,
                        Figure.lower("bytes", "allocation per call, calling thread", "B", Goal.atMost(0.5, "0 B")),
                        Figure.lower("bytes-all", "allocation per call, all threads", "B", Goal.none()))
                : List.of(nanos, safe, processor);
        var quick = steady("plain", threads, 1_500, 300, 5);
        var full = steady("plain", threads, 3_000, 500, 8);
        if (threads == 1) {
            quick.put("allocation-calls", "100000");
            full.put("allocation-calls", "400000");
        }
        return new Row("enabled-" + threads, Row.Kind.CASE, Layout.ROLL, EVERYBODY, quick, full, true, figures);
    }

    private static Row disabled() {
        return new Row(
                "disabled",
                Row.Kind.CASE,
                Layout.ROLL,
                FASTEST,
                steady("disabled", 1, 500, 100, 5),
                steady("disabled", 1, 2_000, 300, 8),
                false,
                List.of(Figure.lower("ns", "disabled call", "ns", Goal.ratioAtMost(1.5))));
    }

    private static Row paced() {
        Figure p50 = Figure.lower("p50", "20,000 records/s: p50 of the call", "us", Goal.ratioAtMost(0.5));
        return new Row(
                "paced",
                Row.Kind.CASE,
                Layout.ROLL,
                FASTEST,
                paced(1_500),
                paced(10_000),
                true,
                List.of(
                        p50,
                        p50.against(
                                Rivals.ASYNCHRONOUS,
                                "20,000 records/s: p50, against asynchronous peers",
                                Goal.ratioAtMost(0.05)),
                        Figure.lower("p99", "20,000 records/s: p99", "us", Goal.none()),
                        Figure.lower("p99.99", "20,000 records/s: p99.99", "us", Goal.ratioAtMost(1)),
                        Figure.lower("max", "20,000 records/s: longest call", "us", Goal.none())));
    }

    private static Row sustained() {
        return new Row(
                "sustained",
                Row.Kind.COUNTED,
                Layout.GROW,
                Set.of(FAST, SHOWN_ONLY),
                sustained(1_000_000),
                sustained(5_000_000),
                true,
                List.of(
                        Figure.higher(
                                "rate", "sustained, 2 threads, until all are in one file", "M/s", Goal.ratioAtLeast(2)),
                        Figure.lower("cpu", "the same: processor time per record", "us", Goal.ratioAtMost(0.6)),
                        Figure.lower("lost", "the same: lost", "records", Goal.atMost(0, "0"))));
    }

    private static Map<String, String> steady(String site, int threads, int warmMs, int windowMs, int windows) {
        var settings = new HashMap<String, String>();
        settings.put("measure", "steady");
        settings.put("site", site);
        settings.put("threads", String.valueOf(threads));
        settings.put("warm-ms", String.valueOf(warmMs));
        settings.put("window-ms", String.valueOf(windowMs));
        settings.put("windows", String.valueOf(windows));
        settings.put("allocation-calls", "0");
        return settings;
    }

    private static Map<String, String> paced(int measureMs) {
        return Map.of(
                "measure", "paced",
                "site", "plain",
                "per-second", "20000",
                "warm-calls", "200000",
                "measure-ms", String.valueOf(measureMs));
    }

    private static Map<String, String> sustained(int records) {
        return Map.of(
                "measure", "sustained",
                "site", "plain",
                "threads", "2",
                "warm-calls", "400000",
                "records", String.valueOf(records));
    }
}
