package io.webbrick.gateway.events.history;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.history.EventHistory.Tally;
import io.webbrick.gateway.events.index.LiveIndex;
import io.webbrick.gateway.events.series.Series;
import io.webbrick.gateway.events.series.SeriesQuery;
import io.webbrick.gateway.events.series.SeriesReader;
import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.DerivedFiles;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packed file of a million bytes, as the gateway writes it, of which a part is damaged in the middle. */
final class DamagedHistoryTest {
    private static final int EVENTS = 12_000;
    private static final long SEED = 20261121;

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path newest;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path packed;

    @BeforeEach
    void write() throws IOException, ConfigurationException {
        Path config = Files.writeString(
                directory.resolve("own.cfg"),
                "[logging]\nringWait='60000ms'\n[[handlers]]\n[[[EventLog]]]\nmaxBytes='1MB'\nbackupCount=9\ncompress='gzip'\n");
        Path logs = Files.createDirectory(directory.resolve("logs"));
        var random = new Random(SEED);
        try (var logging = GatewayLogging.start(
                new LoggingOptions(List.of(config), logs, ZoneOffset.UTC, null, false, InstantSource.system()))) {
            newest = logging.file("EventLog").orElseThrow();
            packed = newest.resolveSibling("EventLog.log.1.gz");
            var line = new StringBuilder();
            for (int event = 0; event < EVENTS; event++) {
                line.setLength(0);
                line.append("t,s")
                        .append(event % 2)
                        .append(",{\"n\":")
                        .append(event)
                        .append(",\"text\":\"");
                for (int letter = 0; letter < 40; letter++) {
                    line.append((char) ('a' + random.nextInt(26)));
                }
                logging.journal("EventLog.t").append(Level.INFO, System.currentTimeMillis(), line.append("\"}"));
            }
            logging.flush(10_000);
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(packed));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Files.notExists(newest.resolveSibling("EventLog.log.1")));
        }
    }

    private void index() throws IOException {
        var problems = new ArrayList<String>();
        try (LiveIndex index = LiveIndex.restless(
                newest,
                ZoneOffset.UTC,
                DerivedFiles.of(directory.resolve("logs")),
                (what, e) -> problems.add(what + e))) {
            index.catchUp();
        }
        assertEquals(List.of(), problems);
    }

    private void damage() throws IOException {
        byte[] bytes = Files.readAllBytes(packed);
        for (int at = bytes.length / 2; at < bytes.length / 2 + 10; at++) {
            bytes[at] ^= 0x55;
        }
        Files.write(packed, bytes);
    }

    private Tally read(Set<String> sources, List<Long> numbers) throws IOException {
        return EventHistory.of(newest, ZoneOffset.UTC).read(new EventQuery(sources, null, null, null), event -> {
            if (event.event().payload() instanceof java.util.Map<?, ?> payload
                    && payload.get("n") instanceof Long number) {
                numbers.add(number);
            }
            return true;
        });
    }

    private static void mostButInOrder(List<Long> numbers, int step) {
        assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
        assertTrue(numbers.size() < EVENTS / step, "something must be damaged");
        assertTrue(numbers.size() > EVENTS / step / 2, numbers.size() + " of " + EVENTS / step);
        assertEquals(EVENTS - step, numbers.get(numbers.size() - 1), "the newest file follows");
        assertTrue(numbers.contains(9_000L), "what follows in the packed file is read");
    }

    @Test
    void membersBehindADamagedOneAreReadWithAnIndexAsWithoutOne() throws IOException {
        var whole = new ArrayList<Long>();
        assertEquals(new Tally(EVENTS, 0, List.of()), read(Set.of(), whole));
        index();
        damage();
        for (boolean byIndex : new boolean[] {true, false}) {
            var all = new ArrayList<Long>();
            Tally tally = read(Set.of(), all);
            mostButInOrder(all, 1);
            assertEquals(1, tally.unreadable(), tally.toString());
            var some = new ArrayList<Long>();
            Tally found = read(Set.of("s0"), some);
            mostButInOrder(some, 2);
            assertEquals(1, found.unreadable(), found.toString());
            String named = found.firstUnreadable().get(0);
            assertTrue(named.contains("EventLog.log.1.gz is damaged: ") && named.contains("is passed over"), named);
            assertEquals(all.stream().filter(number -> number % 2 == 0).toList(), some);
            if (byIndex) {
                deleteIndexes();
            }
        }
    }

    private void deleteIndexes() throws IOException {
        try (var indexes = Files.list(newest.resolveSibling(".state").resolve("series"))) {
            for (Path index : indexes.toList()) {
                Files.delete(index);
            }
        }
    }

    private long readings() throws IOException {
        var query = new SeriesQuery(List.of("s0"), "n", null, null, 10_000);
        return new SeriesReader(EventHistory.of(newest, ZoneOffset.UTC))
                .read(query).get(0).points().stream().mapToLong(Series.Point::n).sum();
    }

    @Test
    void seriesOfADamagedFileHaveWhatIsLeftOfItAndWithAnIndexAll() throws IOException {
        index();
        damage();
        assertEquals(EVENTS / 2, readings());
        deleteIndexes();
        long left = readings();
        assertTrue(left > EVENTS / 4 && left < EVENTS / 2, left + " readings");
        var numbers = new ArrayList<Long>();
        read(Set.of("s0"), numbers);
        assertEquals(numbers.size(), left);
    }
}
