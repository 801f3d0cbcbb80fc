package io.webbrick.gateway.benchmarks;

import io.webbrick.gateway.benchmarks.history.HistoryRun;
import io.webbrick.gateway.benchmarks.report.Conditions;
import io.webbrick.gateway.benchmarks.report.JsonReport;
import io.webbrick.gateway.benchmarks.report.Results;
import io.webbrick.gateway.benchmarks.report.Tables;
import io.webbrick.gateway.benchmarks.run.Options;
import io.webbrick.gateway.benchmarks.run.Place;
import io.webbrick.gateway.benchmarks.run.Session;
import io.webbrick.gateway.benchmarks.ship.ShipRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The command line of the benchmarks: measures, prints a table, writes JSON and Markdown. */
public final class Main {
    private Main() {}

    /** Runs; ends with status 2 when the arguments cannot be understood. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            Path home = Path.of(System.getProperty("benchmarks.home", "benchmarks"));
            String first = arguments.length > 0 ? arguments[0] : "";
            if (first.equals("history")) {
                System.out.print(HistoryRun.run(home, rest(arguments), System.err));
            } else if (first.equals("ship")) {
                System.out.print(ShipRun.run(home, rest(arguments), System.err));
            } else {
                run(Options.parse(List.of(arguments)));
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println("benchmarks/run: " + wrong.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
        }
    }

    private static List<String> rest(String... arguments) {
        return List.of(arguments).subList(1, arguments.length);
    }

    private static void run(Options options) throws IOException, InterruptedException {
        var place = new Place(Path.of(System.getProperty("benchmarks.home", "benchmarks")));
        String before = Conditions.loadNow();
        long begin = System.nanoTime();
        Results results = new Session(options, place, System.err).run();
        long seconds = (System.nanoTime() - begin) / 1_000_000_000L;
        var conditions = new Conditions(
                LocalDate.now(ZoneId.systemDefault()).toString(),
                (options.quick() ? "quick" : "full") + " in " + seconds + " s",
                options.repeats(),
                Conditions.processorName(),
                Runtime.getRuntime().availableProcessors(),
                Conditions.memorySize(),
                Conditions.systemName(),
                before + " before, " + Conditions.loadNow() + " after");
        var tables = new Tables(conditions, results);
        System.out.println();
        System.out.print(tables.plain());
        Path json = options.json();
        if (json != null) {
            Files.writeString(json, new JsonReport(conditions, results).text(), StandardCharsets.UTF_8);
        }
        Path markdown = options.markdown();
        if (markdown != null) {
            Files.writeString(markdown, tables.markdown(), StandardCharsets.UTF_8);
        }
    }
}
