package io.webbrick.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that is slow, or whom too much concerns, is told exactly what it does not get. */
final class TailSourceTest {
    private final Semaphore reading = new Semaphore(1);
    private final List<Long> numbers = new ArrayList<>();
    private final List<Map<?, ?>> holes = new ArrayList<>();
    private long skipped;
    private long now;
    private long written;
    private GatewayLogging logging;
    private Feed feed;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        logging = GatewayLogging.start(
                new LoggingOptions(List.of(), directory, ZoneOffset.UTC, null, false, InstantSource.system()));
        feed = new Feed(new StoredStream(
                "EventLog",
                logging.file("EventLog").orElseThrow(),
                logging.reading().parser("EventLog")));
        feed.enter();
    }

    @AfterEach
    void stop() {
        logging.close();
    }

    private void write(int count) {
        var journal = logging.journal("EventLog.t");
        for (int index = 0; index < count; index++) {
            journal.append(Level.INFO, 1_000_000 + written, "t,s," + written);
            written++;
        }
        assertTrue(logging.flush(10_000));
    }

    private TailSource source(String text) throws Refusal {
        var moments = new Moments(InstantSource.system(), () -> ZoneOffset.UTC);
        Map<String, List<String>> query = text.isEmpty() ? Map.of() : Map.of("q", List.of(text));
        RecordFilter filter = RecordFilter.of(
                new Parameters(Asked.of("/x", query), moments, RecordFilter.singleAnd(), RecordFilter.repeatableAnd()));
        return new TailSource(feed, filter, StreamCursor.START, () -> "id", () -> now);
    }

    /** Takes all there is; each record must follow the one before, or the hole that was told. */
    private void drain(TailSource source, int step) throws IOException, JsonException {
        var out = new TailOutput();
        boolean soon = true;
        while (soon) {
            soon = source.fill(out, reading) || out.isFull();
            String text = StandardCharsets.UTF_8.decode(out.take()).toString();
            for (String event : text.split("\n\n", -1)) {
                int data = event.indexOf("data: ");
                if (data >= 0) {
                    take(event, (Map<?, ?>) Objects.requireNonNull(Json.parse(event.substring(data + 6))), step);
                }
            }
        }
    }

    private void take(String event, Map<?, ?> json, int step) {
        if (event.startsWith("event: skipped")) {
            holes.add(json);
            skipped += ((Number) Objects.requireNonNull(json.get("count"))).longValue();
        } else {
            String message = String.valueOf(json.get("message"));
            long number = Long.parseLong(message.substring("t,s,".length()));
            assertEquals(step * (numbers.size() + skipped), number, "after " + skipped + " skipped");
            numbers.add(number);
        }
    }

    @Test
    void whoReadsGetsEverything() throws Exception {
        TailSource source = source("");
        for (int round = 0; round < 20; round++) {
            drain(source, 1);
            write(100);
            feed.poll();
            if (round % 7 == 3) {
                logging.rotate("EventLog");
            }
        }
        drain(source, 1);
        assertEquals(2_000, numbers.size());
        assertEquals(0, skipped);
    }

    @Test
    void whoDoesNotReadForLongGetsTheBeginningAndTheEndAndTheCountBetween() throws Exception {
        TailSource source = source("");
        drain(source, 1);
        for (int round = 0; round < 40; round++) {
            write(500);
            feed.poll();
        }
        drain(source, 1);
        assertEquals(20_000, numbers.size() + skipped);
        assertEquals(1, holes.size());
        assertEquals(14_000, skipped, "5,000 from the files, 1,000 from memory");
        assertEquals(19_999L, numbers.get(numbers.size() - 1));
        write(10);
        feed.poll();
        drain(source, 1);
        assertEquals(20_010, numbers.size() + skipped);
    }

    @Test
    void aHoleCountsOnlyWhatMatches() throws Exception {
        TailSource source = source("0\nnever");
        TailSource tenth = source("even");
        drain(tenth, 1);
        for (int round = 0; round < 40; round++) {
            for (int each = 0; each < 250; each++) {
                logging.journal("EventLog.t").append(Level.INFO, written, "t,s," + written);
                logging.journal("EventLog.t").append(Level.INFO, written, "even," + written);
                written++;
            }
            assertTrue(logging.flush(10_000));
            feed.poll();
        }
        assertNull(feed.from(0, 1), "both are behind");
        var out = new TailOutput();
        boolean soon = true;
        long sent = 0;
        long told = 0;
        while (soon) {
            soon = tenth.fill(out, reading) || out.isFull();
            String text = StandardCharsets.UTF_8.decode(out.take()).toString();
            sent += text.split("event: record", -1).length - 1L;
            int count = text.indexOf("\"count\":");
            told += count < 0 ? 0 : Long.parseLong(text.substring(count + 8, text.indexOf(',', count)));
        }
        assertEquals(10_000, sent + told);
        assertTrue(told > 0, "some were skipped");
        drain(source, 1);
        assertEquals(0, numbers.size() + skipped, "nothing matched, so nothing is missing");
    }

    @Test
    void whatWasSkippedLiesBetweenTheTwoPlacesThatAreTold() throws Exception {
        TailSource source = source("");
        drain(source, 1);
        for (int round = 0; round < 20; round++) {
            write(500);
            feed.poll();
        }
        drain(source, 1);
        Map<?, ?> hole = holes.get(0);
        StreamCursor from = StreamCursor.parse(String.valueOf(hole.get("from"))).orElseThrow();
        long count = 0;
        boolean inside = true;
        try (RecordReader reader = RecordReader.behind(feed.stream().file(), from)) {
            while (inside) {
                reader.next();
                count++;
                inside = !reader.cursor().toString().equals(hole.get("to"));
            }
        }
        assertEquals(hole.get("count"), count);
    }

    @Test
    void tooMuchForLongIsSkippedAndCounted() throws Exception {
        TailSource source = source("");
        drain(source, 1);
        for (int round = 0; round < 24; round++) {
            write(500);
            feed.poll();
            drain(source, 1);
        }
        assertEquals(5_000, numbers.size(), "ten seconds' worth at once");
        assertEquals(7_000, skipped);
        now += 1_000_000_000L;
        write(700);
        feed.poll();
        drain(source, 1);
        assertEquals(5_500, numbers.size(), "and 500 a second");
        assertEquals(7_200, skipped);
    }

    @Test
    void whoComesBackToVeryMuchGetsTenThousandAndTheCountOfTheRest() throws Exception {
        for (int round = 0; round < 24; round++) {
            write(500);
        }
        TailSource source = source("");
        drain(source, 1);
        assertEquals(10_000, numbers.size());
        assertEquals(2_000, skipped);
        write(1);
        feed.poll();
        drain(source, 1);
        assertEquals(10_001, numbers.size());
    }

    @Test
    void whatAllShareIsBounded() throws Exception {
        TailSource source = source("");
        drain(source, 1);
        write(1_500);
        feed.poll();
        assertTrue(feed.isGone(499));
        assertFalse(feed.isGone(500));
        assertEquals(1_000, Objects.requireNonNull(feed.from(500, 9_999)).length);
        for (int each = 0; each < 100; each++) {
            logging.journal("EventLog.t").append(Level.INFO, 1, "t,s," + "x".repeat(20_000));
        }
        assertTrue(logging.flush(10_000));
        feed.poll();
        assertTrue(feed.isGone(1_500 + 70), "26 of 20,000 characters");
        assertNotNull(feed.from(1_599, 1));
        feed.leave();
        assertTrue(feed.isGone(1_600), "nothing is kept when nobody follows");
    }
}
