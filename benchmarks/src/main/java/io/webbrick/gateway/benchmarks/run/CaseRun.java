package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.measure.Answer;
import io.webbrick.gateway.benchmarks.measure.Case;
import io.webbrick.gateway.benchmarks.peer.Layout;
import io.webbrick.gateway.benchmarks.peer.Peer;
import io.webbrick.gateway.benchmarks.peer.Template;
import io.webbrick.gateway.benchmarks.row.Row;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One measurement: a fresh process of one peer, for one row. */
final class CaseRun {
    private static final Duration AT_MOST = Duration.ofSeconds(150);
    private static final LineForm PLAIN = LineForm.endingWith(" from boiler-room");

    private final Place place;
    private final Path jdk;

    CaseRun(Place place, Path jdk) {
        this.place = place;
        this.jdk = jdk;
    }

    /**
     * Measures in {@code directory}, which is empty; empty when the library has no such setting.
     *
     * @throws IOException when the process did not do what it should
     */
    Optional<Map<String, List<Double>>> run(Row row, Peer peer, Map<String, String> settings, Path directory)
            throws IOException, InterruptedException {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Optional<Path> config =
                Template.write(place.templates(), peer, row.layout(), row.withContext(), directory, logs);
        if (config.isEmpty()) {
            return Optional.empty();
        }
        var arguments = new ArrayList<>(options(peer, config.get()));
        arguments.add("-Xms512m");
        arguments.add("-Xmx512m");
        arguments.add(Case.class.getName());
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        Jvm.Ended ended = Jvm.start(jdk, arguments, directory).await(AT_MOST);
        if (ended.status() != 0) {
            throw new IOException("ended with status " + ended.status() + ": " + ended.lastWords());
        }
        var values = new HashMap<>(Answer.parse(ended.printed()).values());
        if (row.kind() == Row.Kind.COUNTED) {
            count(row, logs, values);
        }
        return Optional.of(values);
    }

    private List<String> options(Peer peer, Path config) throws IOException {
        var options = new ArrayList<String>();
        options.add("-cp");
        options.add(place.classPath(peer).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        options.add("-Dfile.encoding=UTF-8");
        options.add("-Dbenchmarks.library=" + peer.library().name());
        options.add("-XX:+PerfDisableSharedMem");
        for (String option : peer.options()) {
            options.add(option.replace("@config@", config.toString()));
        }
        return options;
    }

    /** What was called and is not in the files is lost; only what is there counts as done. */
    private static void count(Row row, Path logs, Map<String, List<Double>> values) throws IOException {
        LineCheck found = LineCheck.of(logs, "EventLog", PLAIN);
        double calls = only(values, "calls");
        double lost = calls - found.lines();
        if (row.layout() == Layout.TWO) {
            lost = Math.max(lost, calls - LineCheck.of(logs, "debug", PLAIN).lines());
        }
        values.put("lost", List.of(lost));
        values.put("torn", List.of((double) found.torn()));
        if (values.containsKey("seconds")) {
            double records = only(values, "records") - lost;
            values.put("rate", List.of(records / only(values, "seconds") / 1e6));
        }
    }

    private static double only(Map<String, List<Double>> values, String key) throws IOException {
        List<Double> found = values.getOrDefault(key, List.of());
        if (found.size() != 1) {
            throw new IOException("the process told " + found + " as " + key);
        }
        return found.get(0);
    }
}
