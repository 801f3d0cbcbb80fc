package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.measure.FirstLine;
import io.webbrick.gateway.benchmarks.measure.Nothing;
import io.webbrick.gateway.benchmarks.row.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that logs one line and ends, the whole life of its process: with an archive of its classes, made by one run
 * before, and without.
 */
final class StartRun {
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private StartRun() {}

    static Map<String, List<Double>> run(Row row, Launch launch, Map<String, String> settings)
            throws IOException, InterruptedException {
        int starts = Integer.parseInt(settings.getOrDefault("starts", "1"));
        boolean bare = Files.isDirectory(launch.config());
        Class<?> program = bare ? Nothing.class : FirstLine.class;
        Path archive = launch.directory().resolve("classes.jsa");
        millis(launch, program, List.of("-XX:ArchiveClassesAtExit=" + archive));
        var archived = new ArrayList<Double>();
        var plain = new ArrayList<Double>();
        for (int i = 0; i < starts; i++) {
            archived.add(millis(launch, program, List.of("-XX:SharedArchiveFile=" + archive)));
            plain.add(millis(launch, program, List.of()));
        }
        if (!bare) {
            requireLines(launch, 2 * starts + 1);
        }
        return Map.of("archived", archived, "plain", plain);
    }

    private static double millis(Launch launch, Class<?> program, List<String> options)
            throws IOException, InterruptedException {
        Jvm.Ended ended = launch.start(options, program, List.of()).await(AT_MOST);
        ended.requireSuccess();
        return ended.nanos() / 1e6;
    }

    private static void requireLines(Launch launch, int lines) throws IOException {
        LineCheck found = LineCheck.of(launch.logs(), "EventLog", LineForm.endingWith(FirstLine.TEXT));
        if (found.lines() != lines) {
            throw new IOException(found.lines() + " lines of " + lines + " starts in " + launch.logs());
        }
    }
}
