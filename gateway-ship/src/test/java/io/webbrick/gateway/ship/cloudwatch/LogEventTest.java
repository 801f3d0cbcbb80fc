package io.webbrick.gateway.ship.cloudwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.ship.deliver.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogEventTest {
    private static Outgoing record(long millis, String text) {
        return new Outgoing("uid", StreamCursor.START, millis, 20, "house", text, Outgoing.Kind.RECORD);
    }

    @Test
    void sizesAreCountedInBytesWithTheOverheadOfEachEvent() {
        assertEquals(27, LogEvent.bytes(record(1, "a")));
        assertEquals(28, LogEvent.bytes(record(1, "\u00e9")));
        assertEquals(30, LogEvent.bytes(record(1, "\ud83d\ude00")));
        assertEquals(26, LogEvent.bytes(record(1, "")));
    }

    @Test
    void equalTimesStayInTheOrderOfTheStream() {
        List<LogEvent> events = LogEvent.of(List.of(record(3, "c"), record(1, "a"), record(2, "b"), record(1, "a2")));
        assertEquals(
                List.of("a", "a2", "b", "c"),
                events.stream().map(LogEvent::text).toList());
        assertEquals(List.of(1, 3, 2, 0), events.stream().map(LogEvent::index).toList());
    }

    @Test
    void blankRecordsAreNoEvents() {
        assertEquals(List.of(), LogEvent.of(List.of(record(1, ""), record(1, "  "), record(1, "\n"))));
    }

    @Test
    void anEventOfTheGreatestSizeIsWholeAndALongerOneIsSplitWithoutLoss() {
        String greatest = "x".repeat(1_048_576 - 26);
        assertEquals(greatest, LogEvent.of(List.of(record(1, greatest))).get(0).text());
        String longer = "\u00e9\ud83d\ude00".repeat(400_000);
        List<LogEvent> parts = LogEvent.of(List.of(record(1, longer)));
        assertEquals(3, parts.size());
        assertEquals(
                longer,
                String.join(
                        "", parts.stream().map(part -> part.text().substring(6)).toList()));
        assertTrue(parts.get(0).text().startsWith("[1/3] "));
        assertTrue(parts.stream()
                .allMatch(part -> part.text().getBytes(StandardCharsets.UTF_8).length + 26 <= 1_048_576));
        assertTrue(LogEvent.bytes(record(1, longer))
                >= parts.stream()
                        .mapToInt(part -> part.text().getBytes(StandardCharsets.UTF_8).length + 26)
                        .sum());
    }

    @Test
    void aCallHasTenThousandEventsAndAMegabyteAtMost() {
        List<Outgoing> many = Collections.nCopies(10_001, record(1, "a"));
        assertEquals(
                List.of(10_000, 1),
                LogEvent.calls(LogEvent.of(many)).stream().map(List::size).toList());
        Outgoing half = record(1, "x".repeat(524_288 - 26));
        Outgoing one = record(1, "y");
        assertEquals(
                List.of(2, 1),
                LogEvent.calls(LogEvent.of(List.of(half, half, one))).stream()
                        .map(List::size)
                        .toList());
    }
}
