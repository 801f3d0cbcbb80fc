package io.webbrick.gateway.benchmarks.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** What one writes first: each line as a string, taken apart at its commas. */
public final class Naive {
    private Naive() {}

    /** {@code DIRECTORY}. */
    public static void main(String[] arguments) throws Exception {
        List<Path> files = LogFiles.of(Path.of(arguments[0]));
        Repeats.print("ask", () -> ask(files));
    }

    private static String ask(List<Path> files) throws IOException {
        var question = new Question();
        for (Path file : files) {
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    take(line, question);
                }
            }
        }
        return question.answer();
    }

    private static void take(String line, Question question) {
        int blank = line.indexOf(' ');
        Instant time = OffsetDateTime.parse(line.substring(0, blank)).toInstant();
        String[] parts = line.substring(blank + 1).split(",", 3);
        if (parts[1].equals(Events.ASKED)) {
            int value = parts[2].indexOf("\"val\":") + 6;
            double number = Double.parseDouble(parts[2].substring(value, parts[2].length() - 1));
            question.take(time.toEpochMilli(), number);
        }
    }
}
