package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.peer.Layout;
import io.webbrick.gateway.benchmarks.peer.Peer;
import io.webbrick.gateway.benchmarks.peer.Peers;
import io.webbrick.gateway.benchmarks.peer.Trait;
import io.webbrick.gateway.benchmarks.report.Environment;
import io.webbrick.gateway.benchmarks.report.Results;
import io.webbrick.gateway.benchmarks.row.Row;
import io.webbrick.gateway.benchmarks.row.Rows;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All measurements of one run, one after the other: for each repeat, JDK, directory, row and peer a process. Peers
 * alternate within a row, so that a machine that grows busy is busy for all of them.
 */
public final class Session {
    private static final long ABANDON_MILLIS = 5_000;

    private final Options options;
    private final Place place;
    private final PrintStream progress;
    private final Results results = new Results();
    private int done;
    private int total;
    private volatile boolean abandoned;

    public Session(Options options, Place place, PrintStream progress) {
        this.options = options;
        this.place = place;
        this.progress = progress;
    }

    /** One process. */
    private record Step(Path jdk, Path directory, Row row, Peer peer) {}

    /** Measures everything that the options ask for. */
    public Results run() throws IOException, InterruptedException {
        List<Step> steps = steps();
        total = steps.size() * options.repeats();
        Thread measuring = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(measuring), "abandon"));
        for (int repeat = 0; repeat < options.repeats(); repeat++) {
            for (Step step : steps) {
                if (!abandoned) {
                    run(step);
                }
            }
        }
        return results;
    }

    private List<Step> steps() {
        List<Row> rows = rows();
        List<Peer> peers = peers();
        var steps = new ArrayList<Step>();
        for (Path jdk : options.jdks()) {
            for (int i = 0; i < options.directories().size(); i++) {
                for (Row row : rows) {
                    if (i == 0 || row.eachDirectory()) {
                        Path directory = options.directories().get(i);
                        peers.stream()
                                .filter(row::includes)
                                .forEach(peer -> steps.add(new Step(jdk, directory, row, peer)));
                    }
                }
            }
        }
        return steps;
    }

    private List<Row> rows() {
        requireKnown("row", options.rows(), Rows.all().stream().map(Row::name).toList());
        return Rows.all().stream()
                .filter(row -> options.rows().isEmpty()
                        ? !options.quick() || !row.quick().isEmpty()
                        : options.rows().contains(row.name()))
                .toList();
    }

    private List<Peer> peers() {
        requireKnown(
                "peer", options.peers(), Peers.all().stream().map(Peer::name).toList());
        return Peers.all().stream()
                .filter(peer -> options.peers().isEmpty()
                        ? !options.quick() || peer.is(Trait.QUICK)
                        : peer.name().equals("ours") || options.peers().contains(peer.name()))
                .toList();
    }

    private static void requireKnown(String what, List<String> asked, List<String> known) {
        for (String name : asked) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        what + " \"" + name + "\" unknown; one of " + String.join(", ", known));
            }
        }
    }

    private void run(Step step) throws IOException, InterruptedException {
        Row row = step.row();
        Peer peer = step.peer();
        Path on = row.layout() == Layout.NULL && peer.is(Trait.OURS) ? Directories.inMemory() : step.directory();
        progress.printf("[%d/%d] %s %s ... ", ++done, total, row.name(), peer.name());
        progress.flush();
        long begin = System.nanoTime();
        Path directory = Directories.create(on);
        var environment = new Environment(Directories.jdkName(step.jdk()), Directories.fileSystem(step.directory()));
        try {
            Map<String, String> settings = options.quick() && !row.quick().isEmpty() ? row.quick() : row.full();
            Optional<Map<String, List<Double>>> told = measure(step, directory, settings);
            told.ifPresentOrElse(
                    values -> results.add(environment, row, peer, values),
                    () -> results.addFailure(environment, row, peer, "it has no such setting"));
            progress.printf(
                    "%s (%.1f s)%n",
                    told.map(values -> Progress.of(row, values)).orElse("no such setting"),
                    (System.nanoTime() - begin) / 1e9);
        } catch (IOException failed) {
            results.addFailure(environment, row, peer, String.valueOf(failed.getMessage()));
            progress.println("failed: " + failed.getMessage());
        } finally {
            Directories.delete(directory);
        }
    }

    /** Whoever interrupts a run finds what was measured so far, and neither processes nor files of it. */
    private void abandon(Thread measuring) {
        abandoned = true;
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            measuring.join(ABANDON_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Map<String, List<Double>>> measure(Step step, Path directory, Map<String, String> settings)
            throws IOException, InterruptedException {
        Optional<Launch> launch = Launch.prepare(place, step.jdk(), step.row(), step.peer(), directory);
        if (launch.isEmpty()) {
            return Optional.empty();
        }
        PageCache.prepare(step.row(), directory, settings);
        return Optional.of(Measuring.of(step.row().kind()).run(step.row(), launch.get(), settings));
    }
}
