package io.webbrick.gateway.benchmarks.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param quick the key rows with short times, else everything
 * @param directories where the log files are written, one table each
 * @param jdks homes of the JDKs that run the measured processes
 * @param rows names of rows; empty is all
 * @param peers names of peers; empty is all of the mode
 * @param repeats how often each measurement is made
 * @param json where to write the figures as JSON
 * @param markdown where to write the tables as Markdown
 */
public record Options(
        boolean quick,
        List<Path> directories,
        List<Path> jdks,
        List<String> rows,
        List<String> peers,
        int repeats,
        @Nullable Path json,
        @Nullable Path markdown) {
    /** How to call it. */
    public static final String USAGE = """
            usage: benchmarks/run quick|full [options]
              --dir DIR        write log files below DIR; may be given several times (default: the system's temporary directory)
              --jdk HOME       run the measured processes on this JDK; may be given several times (default: the one that runs this)
              --rows A,B       only these rows
              --peers A,B      only these peers; ours always runs
              --repeats N      make each measurement N times and show the median (default 1)
              --json FILE      write all figures as JSON
              --markdown FILE  write the tables as Markdown
                   benchmarks/run history [--events N] [--dir DIR]
              reading back: all values of one source out of N events (default 10,000,000), beside SQLite, DuckDB and grep
                   benchmarks/run ship [--runs N] [--dir DIR]
              what delivering to other machines costs, beside the vendors' SDKs: the median of N processes each (default 5)
            """;

    public Options {
        directories = List.copyOf(directories);
        jdks = List.copyOf(jdks);
        rows = List.copyOf(rows);
        peers = List.copyOf(peers);
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException when it cannot be understood; the message says why
     */
    public static Options parse(List<String> arguments) {
        if (arguments.isEmpty() || !List.of("quick", "full").contains(arguments.get(0))) {
            throw new IllegalArgumentException("the first argument must be quick, full, history or ship");
        }
        var directories = new ArrayList<Path>();
        var jdks = new ArrayList<Path>();
        var rows = new ArrayList<String>();
        var peers = new ArrayList<String>();
        int repeats = 1;
        Path json = null;
        Path markdown = null;
        for (int i = 1; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (i + 1 >= arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = arguments.get(i + 1);
            switch (option) {
                case "--dir" -> directories.add(Path.of(value).toAbsolutePath());
                case "--jdk" -> jdks.add(Path.of(value).toAbsolutePath());
                case "--rows" -> rows.addAll(List.of(value.split(",")));
                case "--peers" -> peers.addAll(List.of(value.split(",")));
                case "--repeats" -> repeats = positive(option, value);
                case "--json" -> json = Path.of(value);
                case "--markdown" -> markdown = Path.of(value);
                default -> throw new IllegalArgumentException("option " + option + " unknown");
            }
        }
        if (directories.isEmpty()) {
            directories.add(Path.of(System.getProperty("java.io.tmpdir")));
        }
        if (jdks.isEmpty()) {
            jdks.add(Path.of(System.getProperty("java.home")));
        }
        return new Options(arguments.get(0).equals("quick"), directories, jdks, rows, peers, repeats, json, markdown);
    }

    private static int positive(String option, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(option + " \"" + value + "\" is no number", noNumber);
        }
        throw new IllegalArgumentException(option + " (" + value + ") must be at least 1");
    }
}
