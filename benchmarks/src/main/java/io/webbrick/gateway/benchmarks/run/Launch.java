package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.measure.Library;
import io.webbrick.gateway.benchmarks.peer.Peer;
import io.webbrick.gateway.benchmarks.peer.Template;
import io.webbrick.gateway.benchmarks.row.Row;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that the processes of one measurement need.
 *
 * @param jdk the home of the JDK that runs them
 * @param directory where they run
 * @param logs where their log files go
 * @param config their configuration; the directory for log files where there is none
 * @param options of the JVM, class path included
 */
record Launch(Path jdk, Path directory, Path logs, Path config, List<String> options) {
    /** Prepares an empty directory; empty when the library has no such setting. */
    static Optional<Launch> prepare(Place place, Path jdk, Row row, Peer peer, Path directory) throws IOException {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Optional<Path> config = peer.library() == Library.NONE || peer.library() == Library.CHRONICLE
                ? Optional.of(logs)
                : Template.write(place.templates(), peer, row.layout(), row.withContext(), directory, logs);
        if (config.isEmpty()) {
            return Optional.empty();
        }
        var options = new ArrayList<String>();
        options.add("-cp");
        options.add(place.classPath(peer).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        options.add("-Dfile.encoding=UTF-8");
        options.add("-Dbenchmarks.library=" + peer.library().name());
        options.add("-XX:+PerfDisableSharedMem");
        options.addAll(row.jvm());
        for (String option : peer.options()) {
            options.add(option.replace("@config@", config.get().toString()));
        }
        return Optional.of(new Launch(jdk, directory, logs, config.get(), List.copyOf(options)));
    }

    /** Starts a program with further options before it and arguments behind it. */
    Jvm start(List<String> more, Class<?> program, List<String> arguments) throws IOException {
        var all = new ArrayList<>(options);
        all.addAll(more);
        all.add(program.getName());
        all.addAll(arguments);
        return Jvm.start(jdk, all, directory);
    }
}
