package io.webbrick.gateway.benchmarks.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The text that {@link Text} wrote. */
final class LogFiles {
    private static final String NAME = "EventLog.log";

    private LogFiles() {}

    /** Its files, oldest first. */
    static List<Path> of(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(NAME))
                    .sorted(Comparator.comparingInt(LogFiles::number).reversed())
                    .toList();
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return name.equals(NAME) ? 0 : Integer.parseInt(name.substring(NAME.length() + 1));
    }

    /** Bytes of all regular files at and below this path. */
    static long bytes(Path path) throws IOException {
        if (Files.notExists(path)) {
            return 0;
        }
        long sum = 0;
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }
}
