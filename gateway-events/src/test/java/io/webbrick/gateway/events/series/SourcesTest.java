package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.index.LiveIndex;
import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.DerivedFiles;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of sources, asked for again and again while a gateway runs. */
final class SourcesTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final long SEED = 20261122;
    private static final int EDGE = 300;

    @TempDir
    Path directory;

    private static LiveIndex index(Path newest, ZoneId zone, DerivedFiles files) {
        return LiveIndex.restless(newest, zone, files, (what, e) -> {
            throw new AssertionError(what, e);
        });
    }

    private static List<SourceInfo> sources(EventHistory history) throws IOException {
        return new SeriesReader(history).sources();
    }

    @Test
    void isTheSameEachTimeAndAsTheTextTells() throws IOException {
        var random = new Random(SEED);
        for (int round = 0; round < 20; round++) {
            Path logs = Files.createDirectory(directory.resolve("r" + round));
            Path newest = new RandomLog(random, LONDON).write(logs, 2 + random.nextInt(6), 20 + random.nextInt(300));
            List<SourceInfo> byText = sources(EventHistory.of(newest, LONDON));
            assertFalse(byText.isEmpty());
            try (LiveIndex index = index(newest, LONDON, DerivedFiles.of(logs))) {
                EventHistory history = EventHistory.of(newest, LONDON, index);
                assertEquals(byText, sources(history), "first, seed " + SEED + ", round " + round);
                index.catchUp();
                assertEquals(byText, sources(history), "again, seed " + SEED + ", round " + round);
            }
        }
    }

    @Test
    void readsAHistoryFileOnce() throws IOException {
        Path newest = new RandomLog(new Random(SEED), LONDON).write(directory, 1, 200);
        Path old = directory.resolve("EventLog.log.1");
        Files.move(newest, old);
        Files.writeString(newest, "2026-11-21T09:20:00.123+00:00 t,last,{\"val\":1}\n");
        try (LiveIndex index = index(newest, LONDON, DerivedFiles.of(directory))) {
            EventHistory history = EventHistory.of(newest, LONDON, index);
            List<SourceInfo> first = sources(history);
            byte[] text = Files.readAllBytes(old);
            Arrays.fill(text, EDGE, text.length - EDGE, (byte) 'x');
            Files.write(old, text);
            assertTrue(sources(EventHistory.of(newest, LONDON)).size() < first.size());
            assertEquals(first, sources(history));
        }
    }

    @Test
    void forgetsWithItsFile() throws IOException {
        Path newest = directory.resolve("EventLog.log");
        Path old = directory.resolve("EventLog.log.1");
        byte[] line = "2026-11-21T05:20:00.123+00:00 t,old,{\"val\":1}\n".getBytes(StandardCharsets.UTF_8);
        Files.write(old, line);
        Files.writeString(newest, "2026-11-21T05:21:00.123+00:00 t,new,{\"val\":2}\n");
        try (LiveIndex index = index(newest, LONDON, DerivedFiles.of(directory))) {
            EventHistory history = EventHistory.of(newest, LONDON, index);
            assertEquals(List.of("new", "old"), names(history));
            Files.delete(old);
            assertEquals(List.of("new"), names(history));
        }
    }

    private static List<String> names(EventHistory history) throws IOException {
        return sources(history).stream().map(SourceInfo::source).toList();
    }

    @Test
    void knowsWhatWasWrittenAMomentAgo() throws IOException, ConfigurationException {
        Path config = Files.writeString(directory.resolve("own.cfg"), "[logging]\nring='64KiB'\n");
        Path logs = Files.createDirectory(directory.resolve("logs"));
        try (GatewayLogging logging = GatewayLogging.start(
                new LoggingOptions(List.of(config), logs, ZoneOffset.UTC, null, false, InstantSource.system()))) {
            Path newest = logging.file("EventLog").orElseThrow();
            write(logging, "a", 1);
            write(logging, "b", 2);
            try (LiveIndex index =
                    index(newest, ZoneOffset.UTC, logging.seriesFiles().orElseThrow())) {
                index.catchUp();
                write(logging, "a", 3);
                write(logging, "c", 4);
                List<SourceInfo> sources = sources(EventHistory.of(newest, ZoneOffset.UTC, index));
                assertEquals(
                        List.of("a 2 3.0", "b 1 2.0", "c 1 4.0"),
                        sources.stream()
                                .map(source -> source.source() + " " + source.events() + " " + source.value())
                                .toList());
                assertEquals(sources, sources(EventHistory.of(newest, ZoneOffset.UTC)));
            }
        }
    }

    private static void write(GatewayLogging logging, String source, int value) {
        long millis = Instant.parse("2026-11-21T05:20:00Z").toEpochMilli() + value;
        logging.journal("EventLog.t").append(Level.INFO, millis, "t," + source + ",{\"val\":" + value + "}");
        assertTrue(logging.flush(10_000));
    }
}
