package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.index.LiveIndex;
import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full budget takes the indexes before it takes history, and questions are answered as before. */
final class IndexEvictionTest {
    private static final long START = Instant.parse("2026-11-21T05:20:00Z").toEpochMilli();
    private static final int FIRST = 6_000;

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private GatewayLogging logging;

    private int number;

    @BeforeEach
    void start() throws IOException, ConfigurationException {
        Path config = Files.writeString(directory.resolve("own.cfg"), """
                [logging]
                ring='64KiB'
                ringWait='60000ms'
                budget='3MB'
                [[handlers]]
                [[[EventLog]]]
                maxBytes='100kB'
                backupCount=900
                """);
        Path logs = Files.createDirectory(directory.resolve("logs"));
        logging = GatewayLogging.start(
                new LoggingOptions(List.of(config), logs, ZoneOffset.UTC, null, false, InstantSource.system()));
    }

    @AfterEach
    void stop() {
        logging.close();
    }

    private Path newest() {
        return logging.file("EventLog").orElseThrow();
    }

    private void write(int events) {
        var line = new StringBuilder();
        for (int event = 0; event < events; event++) {
            line.setLength(0);
            line.append("t,s").append(number % 3).append(",{\"@at\":\"");
            line.append(Instant.ofEpochMilli(START + number * 1_000L))
                    .append("\",\"val\":")
                    .append(number % 97);
            logging.journal("EventLog.t").append(Level.INFO, START + number * 1_000L, line.append(".5}"));
            number++;
        }
        logging.flush(20_000);
    }

    private List<Path> indexes() throws IOException {
        Path place = directory.resolve("logs/.state/series");
        if (Files.notExists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        }
    }

    private List<Series> answers() throws IOException {
        var reader = new SeriesReader(EventHistory.of(newest(), ZoneOffset.UTC));
        var query = new SeriesQuery(
                List.of("s0", "s1", "s2"),
                "val",
                Instant.ofEpochMilli(START),
                Instant.ofEpochMilli(START + FIRST * 1_000L),
                500);
        return reader.read(query);
    }

    @Test
    void indexesGoBeforeHistoryAndNoAnswerChanges() throws IOException {
        write(FIRST);
        var problems = new ArrayList<String>();
        try (LiveIndex index = LiveIndex.restless(
                newest(), ZoneOffset.UTC, logging.seriesFiles().orElseThrow(), (what, e) -> problems.add(what + e))) {
            index.catchUp();
        }
        assertEquals(List.of(), problems);
        int made = indexes().size();
        assertTrue(made > 3, made + " indexes");
        List<Series> before = answers();
        assertTrue(before.get(0).points().size() > 100);
        Path oldest = Segments.oldestFirst(newest()).get(0);
        List<String> firstLines = firstLine(oldest);
        while (!indexes().isEmpty()) {
            write(200);
            assertEquals(firstLines, firstLine(Segments.oldestFirst(newest()).get(0)), "history went before an index");
            assertTrue(number < 200_000, "the budget was never full");
        }
        assertEquals(before, answers());
        while (firstLines.equals(firstLine(Segments.oldestFirst(newest()).get(0)))) {
            write(500);
            assertTrue(number < 200_000, "history was never taken");
        }
        assertEquals(List.of(), indexes());
    }

    private static List<String> firstLine(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.limit(1).toList();
        }
    }
}
