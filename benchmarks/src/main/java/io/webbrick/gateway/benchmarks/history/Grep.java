package io.webbrick.gateway.benchmarks.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The searching programs of this machine, which find the lines and read no values. */
final class Grep {
    private Grep() {}

    /** Where a program of this name lies on the search path. */
    static Optional<Path> find(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            Path file = Path.of(directory).resolve(program);
            if (!directory.isEmpty() && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Milliseconds to count the lines that hold this text, process included. */
    static double millis(Path program, Path directory, String text) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString(), "-cF", text));
        LogFiles.of(directory).forEach(file -> command.add(file.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        long begin = System.nanoTime();
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        int status = process.waitFor();
        if (status > 1) {
            throw new IOException(program + " ended with status " + status);
        }
        return (System.nanoTime() - begin) / 1e6;
    }
}
