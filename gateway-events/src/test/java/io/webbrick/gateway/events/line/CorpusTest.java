package io.webbrick.gateway.events.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.webbrick.gateway.events.HomeEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CorpusTest {
    private static final Path ORIGINAL =
            Path.of(System.getProperty("project.root", "..")).resolve("tests/corpus/original");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final String T = "http://id.webbrick.co.uk/events/webbrick/";

    private static List<JournaledEvent> events(String file) throws IOException, LineException {
        var events = new ArrayList<JournaledEvent>();
        for (String line :
                Files.readString(ORIGINAL.resolve(file), StandardCharsets.UTF_8).split("\n")) {
            events.add(EventLine.parse(line, LONDON));
        }
        return events;
    }

    @Test
    void readsTheRealLinesTyped() throws IOException, LineException {
        List<JournaledEvent> events = events("EventLog-2008.log");
        assertEquals(5, events.size());
        assertEquals(
                new JournaledEvent(
                        Instant.parse("2008-10-26T18:18:23.086Z"),
                        HomeEvent.of("temperature", "temperature/outside", Map.of("name", "Outside", "val", 11.4))),
                events.get(0));
        assertEquals(
                HomeEvent.of(
                        T + "1",
                        "webbrick/3/1",
                        Map.of(
                                "seqNr",
                                80,
                                "pktType",
                                "1",
                                "ipAdr",
                                "192.168.1.63",
                                "fromNode",
                                3,
                                "data",
                                "\u00fe\u0004\u0014\b 22\u0007\u0006\u0007\0\u0004")),
                events.get(1).event());
        assertEquals(
                HomeEvent.of(
                        T + "CT",
                        "webbrick/9/CT/3",
                        Map.of(
                                "srcChannel",
                                3,
                                "curhi",
                                100.0,
                                "val",
                                19.6,
                                "fromNode",
                                9,
                                "curlo",
                                -50.0,
                                "defhi",
                                100.0,
                                "deflo",
                                -50.0)),
                events.get(3).event());
        var last = assertInstanceOf(Map.class, events.get(4).event().payload());
        assertEquals(100L, last.get("defhi"));
        assertEquals(100.0, last.get("curhi"));
    }

    @Test
    void readsAllGeneratedLinesTyped() throws IOException, LineException {
        List<JournaledEvent> events = events("EventLog-generated.log");
        assertEquals(110, events.size());
        for (JournaledEvent event : events) {
            assertInstanceOf(Map.class, event.event().payload(), event.toString());
        }
    }

    @Test
    void keepsEveryOldEventThroughOurOwnLineWithItsTime() throws IOException, LineException {
        List<JournaledEvent> events = events("EventLog-2008.log");
        events.addAll(events("EventLog-generated.log"));
        for (JournaledEvent event : events) {
            HomeEvent replayed = event.event().withAt(event.time());
            String line = "2026-11-21T05:20:00.123+00:00 " + EventLine.print(replayed);
            assertEquals(replayed, EventLine.parse(line, LONDON).event());
            assertEquals(event.time(), EventLine.parse(line, LONDON).happened());
        }
    }
}
