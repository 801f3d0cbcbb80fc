package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.EventJson;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.JsonException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The original's event logs go in, and come out as they were. */
final class ReplayTest {
    private static final List<Path> FILES = List.of(
            Distribution.corpus("original/EventLog-2008.log"), Distribution.corpus("original/EventLog-generated.log"));

    @TempDir
    Path place;

    @Test
    void givesOneLineEachReadBackTypedWithTheirTimesAndNothingTheSecondTime() throws IOException, JsonException {
        List<JournaledEvent> originals = read(FILES);
        assertEquals(115, originals.size());
        try (House house = House.run(place)) {
            Finished first = replay(house);
            assertEquals(0, first.status(), first::err);
            assertEquals(List.of("replayed 115, already there 0, unreadable 0"), first.lines());
            assertEquals(115, replayed(house));

            assertEquals(originals.stream().map(ReplayTest::described).toList(), readBack(house));

            Finished second = replay(house);
            assertEquals(List.of("replayed 0, already there 115, unreadable 0"), second.lines(), second::err);
            assertEquals(115, replayed(house));
        }
    }

    @Test
    void readsTheValuesThatStandInTheOriginalFile() throws IOException, JsonException {
        try (House house = House.run(place)) {
            replay(house);
            JournaledEvent outside = only(house, "temperature/outside");
            assertEquals(Map.of("name", "Outside", "val", 11.4), outside.event().payload());
            assertEquals(
                    Instant.parse("2008-10-26T18:18:23.086Z"), outside.event().at());
            Map<?, ?> humidity = (Map<?, ?>) payload(only(house, "webbrick/9/AI/0"));
            assertEquals(100.0, humidity.get("curhi"));
            assertEquals(BigInteger.valueOf(100), new BigInteger(String.valueOf(humidity.get("defhi"))));
            Map<?, ?> hall = (Map<?, ?>) payload(only(house, "webbrick/9/CT/3"));
            assertEquals(19.6, hall.get("val"));
        }
    }

    @Test
    void pacesTheEventsAsTheyHappened() throws IOException, JsonException {
        try (House house = House.run(place)) {
            Finished replayed = house.command("replay", FILES.get(0).toString(), "--zone", "UTC", "--speed", "2");
            assertEquals(0, replayed.status(), replayed::err);
            List<JournaledEvent> events = events(house);
            long then = events.get(4).happened().toEpochMilli()
                    - events.get(0).happened().toEpochMilli();
            long now =
                    events.get(4).time().toEpochMilli() - events.get(0).time().toEpochMilli();
            assertTrue(now >= then / 2 - 20, () -> then + " ms took " + now + " ms");
        }
    }

    private static Object payload(JournaledEvent event) {
        Object payload = event.event().payload();
        return payload == null ? Map.of() : payload;
    }

    private static Finished replay(House house) {
        return house.command("replay", FILES.get(0).toString(), FILES.get(1).toString(), "--zone", "UTC");
    }

    private static JournaledEvent only(House house, String source) throws JsonException {
        List<JournaledEvent> found = events(house, "--source", source);
        return found.get(0);
    }

    private static List<String> readBack(House house) throws JsonException {
        return events(house).stream()
                .filter(event -> event.event().at() != null)
                .map(ReplayTest::described)
                .toList();
    }

    /** How many lines have a time of their own, as replayed events do and the gateway's clock does not. */
    private static long replayed(House house) {
        return house.lines("EventLog.log").stream()
                .filter(line -> line.contains("\"@at\""))
                .count();
    }

    private static List<JournaledEvent> events(House house, String... more) throws JsonException {
        var words = new ArrayList<>(List.of("events", "--zone", "UTC"));
        words.addAll(List.of(more));
        Finished printed = house.command(words.toArray(String[]::new));
        assertEquals(0, printed.status(), printed::err);
        assertEquals("", printed.err());
        var events = new ArrayList<JournaledEvent>();
        for (String line : printed.lines()) {
            events.add(EventJson.journaled(line));
        }
        return events;
    }

    private static List<JournaledEvent> read(List<Path> files) throws IOException {
        var events = new ArrayList<JournaledEvent>();
        EventHistory.of(files, ZoneOffset.UTC).read(EventQuery.ALL, events::add);
        return events;
    }

    /** Type, source, payload with the types of its values, and when it happened. */
    private static String described(JournaledEvent event) {
        return event.happened() + " " + event.event().type() + " "
                + event.event().source() + " " + typed(event.event().payload());
    }

    private static String typed(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var text = new StringBuilder("{");
            map.forEach((key, each) ->
                    text.append(key).append(':').append(typed(each)).append(' '));
            return text.append('}').toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ReplayTest::typed).toList().toString();
        }
        return value == null ? "null" : value.getClass().getSimpleName() + "=" + value;
    }
}
