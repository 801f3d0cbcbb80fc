package io.webbrick.gateway.events.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventJsonTest {
    private static List<HomeEvent> read(String body) throws EventJsonException {
        return EventJson.read(body.getBytes(StandardCharsets.UTF_8), 10);
    }

    private static void assertRefused(String body, int index, String reason) {
        var refusal = assertThrows(EventJsonException.class, () -> read(body), body);
        assertEquals(reason, refusal.reason());
        assertEquals(index, refusal.index());
        assertEquals("event " + index + ": " + reason, refusal.getMessage());
        assertFalse(refusal.tooMany());
    }

    @Test
    void readsOneEvent() throws EventJsonException {
        assertEquals(
                List.of(new HomeEvent("t", "s", Map.of("val", 1.5), Instant.parse("2026-11-21T05:20:00.123Z"))),
                read(
                        "{\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":1.5},\"at\":\"2026-11-21T06:20:00.123+01:00\"}"));
    }

    @Test
    void readsAnArrayAndLines() throws EventJsonException {
        var both = List.of(HomeEvent.of("t", "a", null), HomeEvent.of("t", "b", 5));
        assertEquals(
                both, read("[{\"type\":\"t\",\"source\":\"a\"},\n{\"source\":\"b\",\"payload\":5,\"type\":\"t\"}]"));
        assertEquals(
                both, read("{\"type\":\"t\",\"source\":\"a\"}\r\n\n{\"type\":\"t\",\"source\":\"b\",\"payload\":5}\n"));
        assertEquals(List.of(), read("[]"));
    }

    @Test
    void readsAStreamAndLeavesItOpen() throws EventJsonException, IOException {
        var closed = new boolean[1];
        var body = new ByteArrayInputStream("{\"type\":\"t\",\"source\":\"é\"}".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        assertEquals(List.of(HomeEvent.of("t", "é", null)), EventJson.read(body, 1));
        assertFalse(closed[0]);
    }

    @Test
    void namesTheFirstBadEventAndWhy() {
        String good = "{\"type\":\"t\",\"source\":\"s\"}\n";
        assertRefused(good + "{\"source\":\"s\"}", 1, "\"type\" is missing; a non-empty string is needed");
        assertRefused(
                good + good + "{\"type\":\"t\",\"source\":\"\"}",
                2,
                "\"source\" is \"\"; a non-empty string is needed");
        assertRefused("{\"type\":5,\"source\":\"s\"}", 0, "\"type\" is 5; a non-empty string is needed");
        assertRefused(
                "{\"type\":\"t\",\"source\":\"s\",\"paylod\":1}",
                0,
                "unknown key \"paylod\"; known are type, source, payload, at");
        assertRefused(
                "[{\"type\":\"t\",\"source\":\"s\",\"at\":\"2026-11-21T05:20:00\"}]",
                0,
                "\"at\" is \"2026-11-21T05:20:00\"; ISO-8601 with an offset is needed, such as 2026-11-21T05:20:00.123+00:00");
        assertRefused(
                "{\"type\":\"t\",\"source\":\"s\",\"at\":17}",
                0,
                "\"at\" is 17; ISO-8601 with an offset is needed, such as 2026-11-21T05:20:00.123+00:00");
        assertRefused("[" + good + ",5]", 1, "an event is a JSON object with type and source");
        assertRefused("\"x\"", 0, "an event is a JSON object with type and source");
        assertRefused("[]{}", 0, "text after the array of events");
        assertRefused("", 0, "the body is empty; one event, an array of events or one event a line is needed");
        assertRefused(
                "{\"type\":\"t\",\"type\":\"u\"}", 0, "line 1, column 13: key \"type\" stands twice in one object");
    }

    @Test
    void namesTheEventInWhichTheTextBreaks() {
        String good = "{\"type\":\"t\",\"source\":\"s\"}";
        for (String body :
                List.of(good + "{\"type\":", "[" + good + ",{\"type\":\"t\" \"source\"}]", "[" + good, good + "x")) {
            var refusal = assertThrows(EventJsonException.class, () -> read(body), body);
            assertEquals(1, refusal.index(), body);
            assertTrue(refusal.reason().startsWith("line 1, column "), refusal.reason());
        }
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] body = "{\"type\":\"t\",\"source\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        var refusal = assertThrows(EventJsonException.class, () -> EventJson.read(body, 10));
        assertEquals("the body is not UTF-8", refusal.reason());
    }

    @Test
    void passesOverAByteOrderMark() throws EventJsonException {
        assertEquals(List.of(HomeEvent.of("t", "s", null)), read("\ufeff{\"type\":\"t\",\"source\":\"s\"}"));
    }

    @Test
    void refusesMoreEventsThanOneCallMayBring() {
        String good = "{\"type\":\"t\",\"source\":\"s\"}\n";
        var refusal = assertThrows(EventJsonException.class, () -> read(good.repeat(11)));
        assertEquals("more than 10 events at once; send fewer", refusal.reason());
        assertTrue(refusal.tooMany());
    }

    @Test
    void refusesAnEventThatNoLineHolds() throws EventJsonException {
        String head = "{\"type\":\"t\",\"source\":\"s\",\"payload\":\"";
        int fits = 65_536 - "t,s,\"\"".length();
        assertEquals(1, read(head + "x".repeat(fits) + "\"}").size());
        assertRefused(head + "x".repeat(fits + 1) + "\"}", 0, "its line would have 65537 bytes; at most 65536 fit");
        assertRefused(head + "\u2028".repeat(20_000) + "\"}", 0, "its line would have 120006 bytes; at most 65536 fit");
    }

    @Test
    void refusesTooDeepAPayload() {
        assertRefused(
                "{\"type\":\"t\",\"source\":\"s\",\"payload\":" + "[".repeat(201) + "]".repeat(201) + "}",
                0,
                "line 1, column 236: nested deeper than 201 levels");
        var refusal = assertThrows(EventJsonException.class, () -> read("[".repeat(50_000)));
        assertEquals(0, refusal.index());
    }

    @Test
    void carriesNanBothWays() throws EventJsonException {
        var event = HomeEvent.of("t", "s", Map.of("val", Double.NaN));
        String json = EventJson.write(event);
        assertEquals("{\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":{\"@float\":\"NaN\"}}}", json);
        assertEquals(List.of(event), read(json));
    }

    @Test
    void writesTheContractsJsonl() {
        var plain = new JournaledEvent(Instant.parse("2026-11-21T05:20:00.123Z"), HomeEvent.of("t", "s", null));
        assertEquals(
                "{\"time\":\"2026-11-21T05:20:00.123Z\",\"type\":\"t\",\"source\":\"s\",\"payload\":null}",
                EventJson.write(plain));
        var own = new JournaledEvent(
                Instant.parse("2026-11-21T05:20:00.123Z"),
                new HomeEvent("t", "s", Map.of("@k", 1), Instant.parse("2008-10-26T18:18:23.086Z")));
        assertEquals(
                "{\"time\":\"2026-11-21T06:20:00.123+01:00\",\"at\":\"2008-10-26T18:18:23.086Z\",\"type\":\"t\",\"source\":\"s\",\"payload\":{\"@k\":1}}",
                EventJson.write(own, ZoneId.of("Europe/Paris")));
    }

    @Test
    void readsJsonlWithKeysItDoesNotKnow() throws JsonException {
        var event = new JournaledEvent(Instant.parse("2026-11-21T05:20:00.123Z"), HomeEvent.of("t", "s", 5));
        assertEquals(
                event,
                EventJson.journaled(
                        "{\"time\":\"2026-11-21T05:20:00.123Z\",\"type\":\"t\",\"source\":\"s\",\"payload\":5,\"position\":\"EventLog/1.2/3\"}"));
        for (String bad : List.of(
                "5",
                "{}",
                "{\"time\":\"x\",\"type\":\"t\",\"source\":\"s\"}",
                "{\"time\":\"2026-11-21T05:20:00Z\",\"type\":\"t\"}")) {
            assertThrows(JsonException.class, () -> EventJson.journaled(bad), bad);
        }
    }
}
