package io.webbrick.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.RecordParser;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.record.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A question that reads for too long answers with what it has, and can be gone on with. */
final class RecordsPageTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    private Path directory;

    private StoredStream write(int count) throws Exception {
        try (GatewayLogging logging = GatewayLogging.start(
                new LoggingOptions(List.of(), directory, ZoneOffset.UTC, null, false, InstantSource.system()))) {
            for (int number = 0; number < count; number++) {
                long time = BEGIN.plusSeconds(60L * number).toEpochMilli();
                logging.journal("EventLog.t").append(Level.INFO, time, "t,s," + number + "," + "x".repeat(500));
                if (number % 1_000 == 999) {
                    assertTrue(logging.flush(10_000));
                }
            }
            assertTrue(logging.flush(10_000));
        }
        return new StoredStream(
                "EventLog",
                directory.resolve("EventLog.log"),
                RecordParser.of("%(asctime)s %(message)s", "iso", ZoneOffset.UTC));
    }

    private static RecordFilter filter(Map<String, List<String>> query) throws Refusal {
        var moments = new Moments(InstantSource.system(), () -> ZoneOffset.UTC);
        var ask = Asked.of("/x", query);
        return RecordFilter.of(new Parameters(
                ask, moments, RecordFilter.singleAnd("from", "to", "range"), RecordFilter.repeatableAnd()));
    }

    private static RecordsPage hurried(StoredStream stream, String text) throws Refusal {
        return new RecordsPage(stream, filter(Map.of("q", List.of(text))), 10, 0, () -> 1);
    }

    private static Map<?, ?> json(Answer answer) throws JsonException {
        String text = StandardCharsets.UTF_8.decode(answer.body().duplicate()).toString();
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(text));
    }

    private static List<?> records(Map<?, ?> answer) {
        return (List<?>) Objects.requireNonNull(answer.get("records"));
    }

    @Test
    void aHurriedQuestionBackwardsGoesOnWithFirstUntilItHasFound() throws Exception {
        StoredStream stream = write(3_000);
        Map<?, ?> answer = json(hurried(stream, "t,s,3,").newest(null));
        int questions = 1;
        while (records(answer).isEmpty()) {
            assertEquals(true, answer.get("more"));
            Position first = Position.parse(String.valueOf(answer.get("first"))).orElseThrow();
            answer = json(hurried(stream, "t,s,3,").newest(first));
            questions++;
        }
        assertTrue(questions > 2, "each reads a part: " + questions);
        assertEquals(1, records(answer).size());
    }

    @Test
    void aHurriedQuestionForwardsGoesOnWithItsCursor() throws Exception {
        StoredStream stream = write(200);
        Map<?, ?> answer = json(hurried(stream, "t,s,50,").oldest());
        var found = new ArrayList<Object>(records(answer));
        int questions = 1;
        while (Boolean.TRUE.equals(answer.get("more"))) {
            StreamCursor cursor =
                    StreamCursor.parse(String.valueOf(answer.get("cursor"))).orElseThrow();
            answer = json(hurried(stream, "t,s,50,").behind(cursor));
            found.addAll(records(answer));
            questions++;
        }
        assertEquals(200, questions);
        assertEquals(1, found.size());
    }

    @Test
    void aRangeLongAgoIsFoundWithoutReadingWhatIsNewer() throws Exception {
        StoredStream stream = write(3_000);
        var looked = new int[1];
        StoredStream counting = new StoredStream("EventLog", stream.file(), text -> {
            looked[0]++;
            return stream.parser().fields(text);
        });
        Map<String, List<String>> query =
                Map.of("from", List.of("2026-11-01T01:00:00Z"), "to", List.of("2026-11-01T01:10:00Z"));
        long never = Long.MAX_VALUE;
        assertEquals(
                10,
                records(json(new RecordsPage(counting, filter(query), 100, never, () -> 0).newest(null)))
                        .size());
        int newest = looked[0];
        assertTrue(newest < 2_500, "newest: " + newest);
        looked[0] = 0;
        assertEquals(
                10,
                records(json(new RecordsPage(counting, filter(query), 100, never, () -> 0).oldest()))
                        .size());
        assertTrue(looked[0] < 1_000, "oldest: " + looked[0]);
    }

    @Test
    void aPageIsBoundedInCharacters() throws Exception {
        StoredStream stream = write(9_000);
        RecordsPage page = new RecordsPage(stream, filter(Map.of()), 9_000, Long.MAX_VALUE, () -> 0);
        Map<?, ?> answer = json(page.newest(null));
        int count = records(answer).size();
        assertEquals(true, answer.get("more"));
        assertTrue(count > 7_000 && count < 8_000, "4 MiB of some 550 characters: " + count);
    }

    @Test
    void aPageAroundARecordIsBoundedInCharactersBeforeAndBehindIt() throws Exception {
        StoredStream stream = write(9_000);
        List<?> all =
                records(json(new RecordsPage(stream, filter(Map.of()), 9_000, Long.MAX_VALUE, () -> 0).newest(null)));
        Map<?, ?> newest = (Map<?, ?>) Objects.requireNonNull(all.get(all.size() - 1));
        Position last = Position.parse(String.valueOf(newest.get("position"))).orElseThrow();
        int around = records(
                        json(new RecordsPage(stream, filter(Map.of()), 30_000, Long.MAX_VALUE, () -> 0).around(last)))
                .size();
        assertTrue(around > 3_500 && around < 4_100, "2 MiB of some 550 characters: " + around);
    }
}
