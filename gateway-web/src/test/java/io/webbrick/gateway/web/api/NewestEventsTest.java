package io.webbrick.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.EventLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many large events there are, an answer holds no more of them than it may. */
final class NewestEventsTest {
    private static final Pattern SOURCE = Pattern.compile("\"source\":\"([^\"]+)\"");

    @TempDir
    private Path directory;

    /** A segment of so many events, each with a payload of that shape. */
    private EventHistory segment(String name, int count, Object payload) throws IOException {
        var text = new StringBuilder();
        for (int number = 0; number < count; number++) {
            text.append("2026-11-20T00:00:00.000+00:00 ")
                    .append(EventLine.print(HomeEvent.of("t", name + number, payload)))
                    .append('\n');
        }
        Path file = Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
        return EventHistory.of(List.of(file), ZoneOffset.UTC);
    }

    private static List<String> sources(NewestEvents newest) {
        return SOURCE.matcher(newest.json())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void theNewestAreKeptUpToSoManyCharacters() throws IOException {
        for (Object payload : List.of(
                "x".repeat(1_000),
                Map.of("key", "x".repeat(1_000)),
                List.of("x".repeat(500), "y".repeat(500)),
                Map.of("x".repeat(500), Map.of("y".repeat(500), 1L)))) {
            var newest = new NewestEvents(10_000, 5_500);
            assertFalse(newest.segment(segment("a", 200, payload), EventQuery.ALL), "there is no room for older ones");
            assertEquals(List.of("a199", "a198", "a197", "a196", "a195"), sources(newest));
            assertTrue(newest.json().contains("\"more\":true"), newest.json());
        }
    }

    @Test
    void whatNewerSegmentsHoldCounts() throws IOException {
        var newest = new NewestEvents(10_000, 5_500);
        assertTrue(newest.segment(segment("b", 3, "x".repeat(1_000)), EventQuery.ALL));
        assertFalse(newest.segment(segment("a", 9, "x".repeat(1_000)), EventQuery.ALL));
        assertEquals(List.of("b2", "b1", "b0", "a8", "a7"), sources(newest));
    }

    @Test
    void oneEventIsKeptHoweverLargeItIs() throws IOException {
        var newest = new NewestEvents(10, 100);
        newest.segment(segment("a", 2, "x".repeat(1_000)), EventQuery.ALL);
        assertEquals(List.of("a1"), sources(newest));
    }

    @Test
    void asManyAsAreWantedAreAllThereIsToTell() throws IOException {
        var newest = new NewestEvents(2, 100_000);
        assertFalse(newest.segment(segment("a", 20, 1L), EventQuery.ALL));
        assertEquals(List.of("a19", "a18"), sources(newest));
        assertTrue(newest.json().contains("\"more\":false"), newest.json());
    }
}
