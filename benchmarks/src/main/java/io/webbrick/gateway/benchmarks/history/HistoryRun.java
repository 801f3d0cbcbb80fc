package io.webbrick.gateway.benchmarks.history;

import io.webbrick.gateway.benchmarks.report.TextTable;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Asks ours and its peers for all values of one source out of the same events, each in processes of its own: how long it takes
 * warm, in a fresh process from main(), and from the disk; what storing costs. One thread.
 */
public final class HistoryRun {
    private static final String MAIN = "io.webbrick.gateway.benchmarks.history.";
    private static final String LIBRARIES = "history";
    private static final int COLD_STARTS = 5;

    private final Path libraries;
    private final Path classes;
    private final Path directory;
    private final long events;
    private final PrintStream progress;
    private final Map<String, String> figures = new TreeMap<>();

    private HistoryRun(Path home, Path directory, long events, PrintStream progress) {
        this.libraries = home.resolve("target").resolve("peers").resolve(LIBRARIES);
        this.classes = home.resolve("target").resolve("classes");
        this.directory = directory;
        this.events = events;
        this.progress = progress;
    }

    /**
     * Runs {@code history [--events N] [--dir DIR]} and returns its tables.
     *
     * @throws IllegalArgumentException when the arguments cannot be understood
     */
    public static String run(Path home, List<String> arguments, PrintStream progress)
            throws IOException, InterruptedException {
        long events = 10_000_000;
        Path below = Path.of(System.getProperty("java.io.tmpdir"));
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            switch (arguments.get(i)) {
                case "--events" -> events = Long.parseLong(arguments.get(i + 1));
                case "--dir" -> below = Path.of(arguments.get(i + 1)).toAbsolutePath();
                default -> throw new IllegalArgumentException("option " + arguments.get(i) + " unknown");
            }
        }
        if (arguments.size() % 2 != 0 || events < Events.SOURCES) {
            throw new IllegalArgumentException("history [--events N] [--dir DIR], N at least " + Events.SOURCES);
        }
        Path directory = Files.createTempDirectory(below, "history");
        try {
            return new HistoryRun(home, directory, events, progress).run();
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private String run() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        put("text.bytes", (double) Text.write(directory, events));
        put("text.seconds", (System.nanoTime() - begin) / 1e9);
        process("ours.index", "Ours", "index");
        put("ours.bytes", (double) LogFiles.bytes(directory.resolve(".state")));
        process("ours", "Ours", "ask");
        coldStarts("ours", "Ours");
        process("sqlite.ingest", "Sqlite", "ingest", Long.toString(events));
        put("sqlite.bytes", (double) LogFiles.bytes(directory.resolve("recorder.db")));
        process("sqlite", "Sqlite", "ask");
        coldStarts("sqlite", "Sqlite");
        process("duck.ingest", "Duck", "ingest");
        put("duck.bytes", (double) LogFiles.bytes(directory.resolve("duck.db")));
        process("duck", "Duck", "ask");
        coldStarts("duck", "Duck");
        process("ours.scan", "Ours", "other");
        process("duck.scan", "Duck", "text");
        process("naive", "Naive", "ask");
        for (String program : List.of("rg", "grep")) {
            Optional<Path> found = Grep.find(program);
            if (found.isPresent()) {
                put(program + ".first", Grep.millis(found.get(), directory, "," + Events.ASKED + ","));
                double[] times = new double[COLD_STARTS];
                for (int i = 0; i < COLD_STARTS; i++) {
                    times[i] = Grep.millis(found.get(), directory, "," + Events.ASKED + ",");
                }
                put(program + ".warm", median(times));
            }
        }
        return tables();
    }

    private void coldStarts(String name, String program) throws IOException, InterruptedException {
        double[] times = new double[COLD_STARTS];
        for (int i = 0; i < COLD_STARTS; i++) {
            process(name, program, "cold");
            times[i] = number(name + ".cold");
        }
        put(name + ".cold", median(times));
        if (forget()) {
            String key = name + ".disk";
            process(key, program, "cold");
        }
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Has the system forget what it read of these files; false where it cannot be asked to. */
    private boolean forget() throws IOException, InterruptedException {
        Optional<Path> dd = Grep.find("dd");
        if (dd.isEmpty()) {
            return false;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                int status = new ProcessBuilder(
                                dd.get().toString(), "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                if (status != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Runs one program in a process of its own and keeps the figures that it prints. */
    private void process(String name, String program, String what, String... more)
            throws IOException, InterruptedException {
        progress.printf("%s %s ... ", program, what);
        progress.flush();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4", "-cp", classPath()));
        command.addAll(List.of(MAIN + program, what, directory.toString()));
        if (program.equals("Naive")) {
            command.remove(command.size() - 2);
        }
        command.addAll(List.of(more));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            progress.println("failed");
            throw new IOException(program + " " + what + " ended with status " + status + ": " + printed);
        }
        for (String line : printed.split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                figures.put(name + "." + line.substring(0, equals), line.substring(equals + 1));
            }
        }
        progress.printf(Locale.ROOT, "%.1f s%n", (System.nanoTime() - begin) / 1e9);
    }

    private String classPath() throws IOException {
        var path = new ArrayList<String>();
        path.add(classes.toString());
        try (Stream<Path> jars = Files.list(libraries)) {
            jars.sorted().forEach(jar -> path.add(jar.toString()));
        }
        return String.join(File.pathSeparator, path);
    }

    private void put(String name, double value) {
        figures.put(name, String.format(Locale.ROOT, "%.3f", value));
    }

    private double number(String name) {
        return Double.parseDouble(figures.getOrDefault(name, "NaN"));
    }

    private String tables() {
        var table =
                new TextTable(1, "way", "warm ms", "first ms", "from main ms", "from disk ms", "build s", "B/event");
        row(
                table,
                "ours, index of series",
                "ours.ask",
                "ours.cold",
                "ours.disk.cold",
                "ours.index.build.seconds",
                "ours.bytes");
        row(table, "ours, last 24 hours", "ours.day", "", "", "", "");
        row(
                table,
                "SQLite, states with index",
                "sqlite.ask",
                "sqlite.cold",
                "sqlite.disk.cold",
                "sqlite.ingest.ingest.seconds",
                "sqlite.bytes");
        row(table, "SQLite, hourly statistics", "sqlite.statistics", "", "", "sqlite.ingest.statistics.seconds", "");
        row(
                table,
                "DuckDB, own table",
                "duck.ask",
                "duck.cold",
                "duck.disk.cold",
                "duck.ingest.ingest.seconds",
                "duck.bytes");
        row(table, "DuckDB, reading the text", "duck.scan.text", "", "", "", "text.bytes");
        row(table, "naive parse of the lines", "naive.ask", "", "", "", "text.bytes");
        row(table, "ripgrep, finding only", "rg", "", "", "", "text.bytes");
        row(table, "grep -F, finding only", "grep", "", "", "", "text.bytes");
        row(table, "ours, a question to the text", "ours.scan.other", "", "", "", "text.bytes");
        row(table, "DuckDB, the same", "duck.scan.other", "", "", "", "text.bytes");
        return events + " events, " + Events.SOURCES + " sources, " + figures.get("text.bytes") + " bytes of text\n\n"
                + table.plain() + "\n" + goals();
    }

    private void row(TextTable table, String title, String ask, String cold, String disk, String build, String bytes) {
        double size = bytes.isEmpty() ? Double.NaN : number(bytes) / events;
        table.add(
                title,
                cell(number(ask + ".warm")),
                cell(number(ask + ".first")),
                cell(number(cold)),
                cell(number(disk)),
                cell(number(build)),
                cell(size));
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    private String goals() {
        var goals = new TextTable(1, "goal", "figure", "bound", "verdict");
        double perLine = number("ours.index.build.seconds") * 1e9 / events;
        goal(goals, "one source, all values, warm (ms)", number("ours.ask.warm"), 5);
        goal(goals, "the same from main() of a fresh process (ms)", number("ours.cold"), 30);
        goal(
                goals,
                "the same against DuckDB's own table (ratio)",
                number("ours.ask.warm") / number("duck.ask.warm"),
                0.25);
        goal(goals, "last 24 hours, warm (ms)", number("ours.day.warm"), 2);
        goal(goals, "index per reading (bytes)", number("ours.bytes") / events, 3);
        goal(goals, "index built from text, per line (ns)", perLine, 300);
        goal(
                goals,
                "a question to the text, per GB, warm (ms)",
                number("ours.scan.other.warm") * 1e9 / number("text.bytes"),
                200);
        boolean same = figures.getOrDefault("ours.ask.answer", "?").equals(figures.get("duck.ask.answer"))
                && figures.getOrDefault("ours.ask.answer", "?").equals(figures.get("sqlite.ask.answer"));
        return goals.plain() + "\n" + (same ? "all answered " : "ANSWERS DIFFER: ") + figures.get("ours.ask.answer")
                + (same ? "" : "; " + figures.get("duck.ask.answer") + "; " + figures.get("sqlite.ask.answer")) + "\n";
    }

    private static void goal(TextTable goals, String title, double figure, double bound) {
        goals.add(title, cell(figure), cell(bound), figure <= bound ? "reached" : "missed");
    }
}
