package io.webbrick.gateway.benchmarks.row;

import static io.webbrick.gateway.benchmarks.peer.Trait.BARE;
import static io.webbrick.gateway.benchmarks.peer.Trait.FAST;
import static io.webbrick.gateway.benchmarks.peer.Trait.ON_DISK;
import static io.webbrick.gateway.benchmarks.peer.Trait.QUEUE;
import static io.webbrick.gateway.benchmarks.peer.Trait.SAFE;
import static io.webbrick.gateway.benchmarks.peer.Trait.SHOWN_ONLY;

import io.webbrick.gateway.benchmarks.peer.Layout;
import io.webbrick.gateway.benchmarks.peer.Trait;
import io.webbrick.gateway.benchmarks.row.Figure.Rivals;
import io.webbrick.gateway.benchmarks.row.Row.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is measured, with its goals; what each row means stands in docs/benchmarks.md. */
public final class Rows {
    private static final Set<Trait> FASTEST = Set.of(FAST);
    private static final Set<Trait> FASTEST_AND_QUEUE = Set.of(FAST, QUEUE);
    private static final Set<Trait> LOGGERS = Set.of(FAST, SAFE, SHOWN_ONLY);
    private static final Set<Trait> EVERYBODY = Set.of(FAST, SAFE, SHOWN_ONLY, QUEUE);
    private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m");
    private static final List<String> SMALL_HEAP = List.of("-Xmx48m");

    /** Without its counters for jps and jstat the JVM itself wakes up less. */
    private static final List<String> STILL = List.of("-Xmx48m", "-XX:-UsePerfData");

    private Rows() {}

    /** All, in the order of tables. */
    public static List<Row> all() {
        return List.of(
                enabledOneThread(),
                enabled(2),
                enabled(8),
                software(1),
                software(2),
                variant("mdc", "MDC with 3 keys, all in the line"),
                variant("throwable", "a throwable of 16 frames"),
                variant("non-ascii", "an argument with non-ASCII letters"),
                variant("doubles", "a double as argument"),
                durable(),
                disabled(),
                paced(),
                storm(),
                sustained(),
                twoFiles(),
                killed(),
                quiet(),
                idle(),
                start(),
                memory());
    }

    private static Row enabledOneThread() {
        Figure nanos = Figure.lower("ns", "enabled call, rolling 1 MB x 5, 1 thread", "ns", Goal.ratioAtMost(0.5));
        return new Row(
                "enabled-1",
                Kind.CASE,
                Layout.ROLL,
                EVERYBODY,
                Arguments.steady("plain", 1, 1_500, 300, 5, 100_000),
                Arguments.steady("plain", 1, 3_000, 500, 8, 400_000),
                HEAP,
                true,
                List.of(
                        nanos,
                        nanos.against(Rivals.SAFE, nanos.title() + ", against kill-safe peers", Goal.ratioAtMost(0.1)),
                        Figure.lower("cpu", "the same: processor time per record, all threads", "us", Goal.none()),
                        Figure.lower(
                                "refused", "the same: refused, as far as the library counts", "records", Goal.none()),
                        Figure.lower("bytes", "allocation per call, calling thread", "B", Goal.atMost(0.5, "0 B")),
                        Figure.lower("bytes-all", "allocation per call, all threads", "B", Goal.none())));
    }

    private static Row enabled(int threads) {
        Figure nanos = Figure.lower(
                "ns",
                "enabled call, rolling 1 MB x 5, " + threads + " threads",
                "ns",
                threads == 2 ? Goal.ratioAtMost(0.5) : Goal.none());
        return new Row(
                "enabled-" + threads,
                Kind.CASE,
                Layout.ROLL,
                threads == 2 ? EVERYBODY : FASTEST,
                threads == 2 ? Arguments.steady("plain", threads, 1_500, 300, 5) : Arguments.NONE,
                Arguments.steady("plain", threads, 3_000, 500, 8),
                HEAP,
                true,
                List.of(
                        nanos,
                        nanos.against(Rivals.SAFE, nanos.title() + ", against kill-safe peers", Goal.ratioAtMost(0.1)),
                        Figure.lower("cpu", "the same: processor time per record, all threads", "us", Goal.none()),
                        Figure.lower(
                                "refused", "the same: refused, as far as the library counts", "records", Goal.none())));
    }

    private static Row software(int threads) {
        String title = "no disk: peers to /dev/null, ours rolling on tmpfs, " + threads
                + (threads == 1 ? " thread" : " threads");
        return new Row(
                "null-" + threads,
                Kind.CASE,
                Layout.NULL,
                FASTEST,
                Arguments.NONE,
                Arguments.steady("plain", threads, 2_500, 400, 8),
                HEAP,
                false,
                List.of(Figure.lower("ns", title, "ns", Goal.ratioAtMost(0.5))));
    }

    private static Row variant(String site, String title) {
        return new Row(
                site,
                Kind.CASE,
                Layout.ROLL,
                FASTEST,
                Arguments.NONE,
                Arguments.steady(site, 1, 2_500, 400, 5),
                HEAP,
                true,
                List.of(Figure.lower("ns", "enabled call, rolling, " + title, "ns", Goal.none())));
    }

    private static Row durable() {
        return new Row(
                "durable",
                Kind.CASE,
                Layout.ROLL,
                Set.of(ON_DISK),
                Arguments.NONE,
                Arguments.steady("plain", 2, 1_500, 500, 6),
                HEAP,
                true,
                List.of(Figure.lower("ns", "each record on its disk, rolling, 2 threads", "ns", Goal.none())));
    }

    private static Row disabled() {
        return new Row(
                "disabled",
                Kind.CASE,
                Layout.ROLL,
                FASTEST,
                Arguments.steady("disabled", 1, 500, 100, 5),
                Arguments.steady("disabled", 1, 2_000, 300, 8),
                HEAP,
                false,
                List.of(Figure.lower("ns", "disabled call", "ns", Goal.ratioAtMost(1.5))));
    }

    private static Row paced() {
        Figure p50 = Figure.lower("p50", "20,000 records/s: p50 of the call", "us", Goal.ratioAtMost(0.5));
        return new Row(
                "paced",
                Kind.CASE,
                Layout.ROLL,
                FASTEST_AND_QUEUE,
                Arguments.paced("paced", 1_500),
                Arguments.paced("paced", 10_000),
                HEAP,
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

    private static Row storm() {
        String title = "20,000 records/s with rotation, gzip and a reload every second: ";
        return new Row(
                "storm",
                Kind.COUNTED,
                Layout.PACKED,
                FASTEST,
                Arguments.NONE,
                Arguments.paced("storm", 6_000),
                HEAP,
                true,
                List.of(
                        Figure.lower("p50", title + "p50", "us", Goal.none()),
                        Figure.lower("p99.99", title + "p99.99", "us", Goal.none()),
                        Figure.lower("max", title + "longest call", "us", Goal.none()),
                        Figure.lower("lost", title + "lost", "records", Goal.atMost(0, "0"))));
    }

    private static Row sustained() {
        return new Row(
                "sustained",
                Kind.COUNTED,
                Layout.GROW,
                Set.of(FAST, SHOWN_ONLY, QUEUE),
                Arguments.sustained(1_000_000),
                Arguments.sustained(5_000_000),
                HEAP,
                true,
                inTheFile("sustained, 2 threads, until all are in one file"));
    }

    private static Row twoFiles() {
        return new Row(
                "two-files",
                Kind.COUNTED,
                Layout.TWO,
                FASTEST,
                Arguments.NONE,
                Arguments.sustained(5_000_000),
                HEAP,
                true,
                inTheFile("sustained, 2 threads, each record in EventLog and Debug"));
    }

    private static List<Figure> inTheFile(String title) {
        return List.of(
                Figure.higher("rate", title, "M/s", Goal.ratioAtLeast(2)),
                Figure.lower("cpu", "the same: processor time per record", "us", Goal.ratioAtMost(0.6)),
                Figure.lower("lost", "the same: lost", "records", Goal.atMost(0, "0")));
    }

    private static Row killed() {
        return new Row(
                "kill",
                Kind.KILL,
                Layout.GROW,
                LOGGERS,
                Arguments.NONE,
                Map.of("measure", "killed", "threads", "2", "kills", "3"),
                HEAP,
                true,
                List.of(
                        Figure.lower(
                                "lost", "3 x kill -9, 2 threads: accepted and lost", "records", Goal.atMost(0, "0")),
                        Figure.lower("doubled", "3 x kill -9, 2 threads: doubled", "records", Goal.atMost(0, "0")),
                        Figure.lower("torn", "3 x kill -9, 2 threads: torn lines", "lines", Goal.atMost(0, "0")),
                        Figure.lower(
                                "reported",
                                "3 x kill -9, 2 threads: refused, and the file says so",
                                "records",
                                Goal.none()),
                        Figure.higher(
                                "accepted", "3 x kill -9, 2 threads: calls that returned", "records", Goal.none())));
    }

    private static Row quiet() {
        return new Row(
                "quiet",
                Kind.CASE,
                Layout.ROLL,
                FASTEST,
                Arguments.NONE,
                Arguments.quiet(10, 2_000),
                STILL,
                false,
                List.of(
                        Figure.lower("p50", "0.5 records/s: p50 of the call", "us", Goal.none()),
                        Figure.lower("max", "0.5 records/s: longest call of 10", "us", Goal.none()),
                        Figure.lower("percent", "0.5 records/s: processor", "%", Goal.none())));
    }

    private static Row idle() {
        return new Row(
                "idle",
                Kind.CASE,
                Layout.ROLL,
                Set.of(FAST, BARE),
                Arguments.NONE,
                Arguments.quiet(0, 30_000),
                STILL,
                false,
                List.of(
                        Figure.lower("percent", "idle: processor", "%", Goal.atMost(0.2, "<= 0.2 %")),
                        Figure.lower("switches", "idle: context switches of the process", "/s", Goal.none())));
    }

    private static Row start() {
        return new Row(
                "start",
                Kind.START,
                Layout.ROLL,
                Set.of(FAST, BARE),
                Arguments.NONE,
                Map.of("starts", "15"),
                SMALL_HEAP,
                true,
                List.of(
                        Figure.lower(
                                "archived", "start, first line, end; with a class archive", "ms", Goal.ratioAtMost(1)),
                        Figure.lower("plain", "start, first line, end; without", "ms", Goal.none())));
    }

    private static Row memory() {
        return new Row(
                "memory",
                Kind.CASE,
                Layout.ROLL,
                FASTEST,
                Arguments.NONE,
                Map.of("measure", "footprint", "site", "plain", "records", "1000000"),
                SMALL_HEAP,
                true,
                List.of(Figure.lower("rss", "peak resident memory, -Xmx48m, 1 M records", "MB", Goal.ratioAtMost(1))));
    }
}
