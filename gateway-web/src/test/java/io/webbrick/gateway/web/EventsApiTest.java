package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.logging.Journal.Outcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventsApiTest {
    private House house;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        house = new House(directory);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private static String event(int number) {
        return "{\"type\":\"t\",\"source\":\"s/" + number + "\",\"payload\":{\"val\":" + number + "}}";
    }

    private static List<Object> sources(Wire.Reply reply) {
        assertEquals(200, reply.status(), reply.body());
        return reply.list("events").stream().map(each -> each.get("source")).toList();
    }

    private void happened(String time, String source) {
        house.event(Instant.parse(time), "t", source, Map.of("val", 1L));
    }

    private void assertRefused(Wire.Reply reply, int status, String error, String detail) {
        assertEquals(status, reply.status(), reply.body());
        assertEquals(error, reply.json().get("error"));
        assertTrue(String.valueOf(reply.json().get("detail")).contains(detail), reply.body());
    }

    @Test
    void takesOneEvent() throws IOException {
        Wire.Reply reply = house.post("/api/events", event(7));
        assertEquals("{\"accepted\":1,\"suppressed\":0}\n", reply.body());
        assertEquals("application/json", reply.header("Content-Type"));
        assertEquals(
                "2026-11-21T05:20:00+00:00 t,s/7,{\"val\":7}\n",
                Files.readString(house.eventLog, StandardCharsets.UTF_8));
    }

    @Test
    void takesAnArrayAndNdjsonInTheirOrder() throws IOException {
        house.post("/api/events", "[" + event(1) + "," + event(2) + "]");
        house.post("/api/events", event(3) + "\n" + event(4) + "\r\n\n", "Content-Type: application/x-ndjson");
        assertEquals(List.of("s/1", "s/2", "s/3", "s/4"), sources(house.get("/api/events")));
    }

    @Test
    void takesEventsSentInChunks() throws IOException {
        Wire.Reply reply =
                house.ask("POST /api/events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\n{\"typ\r\n" + Integer.toHexString(event(1).length() - 5) + "\r\n"
                        + event(1).substring(5)
                        + "\r\n0\r\n\r\n");
        assertEquals(200, reply.status(), reply.body());
    }

    @Test
    void publishesToTheHouse() throws Exception {
        var heard = new CopyOnWriteArrayList<HomeEvent>();
        house.bus.subscribe("test", null, null, heard::add);
        house.post(
                "/api/events",
                "{\"type\":\"t\",\"source\":\"s\",\"at\":\"2008-10-26T18:18:23+01:00\",\"payload\":[1]}");
        assertTrue(house.bus.awaitDelivered(5_000));
        assertEquals(1, heard.size());
        assertEquals(Instant.parse("2008-10-26T17:18:23Z"), heard.get(0).at());
        assertEquals(List.of(1L), heard.get(0).payload());
    }

    @Test
    void countsWhatTheConfigurationSuppresses() throws IOException {
        house.journaling = event -> event.source().equals("s/1") ? Outcome.SUPPRESSED : Outcome.STORED;
        assertEquals(
                "{\"accepted\":1,\"suppressed\":1}\n",
                house.post("/api/events", "[" + event(1) + "," + event(2) + "]").body());
    }

    @Test
    void namesTheEventsThatCouldNotBeJournaled() throws IOException {
        house.journaling = event -> event.source().equals("s/2") ? Outcome.STORED : Outcome.LOST;
        Wire.Reply reply = house.post("/api/events", "[" + event(1) + "," + event(2) + "," + event(3) + "]");
        assertRefused(reply, 503, "not journaled", "2 of 3 events");
        assertEquals(List.of(0L, 2L), reply.json().get("indexes"));
        assertEquals(1L, reply.json().get("accepted"));
    }

    @Test
    void refusesAWholeBatchForOneBadEvent() throws IOException {
        Wire.Reply reply = house.post("/api/events", "[" + event(1) + ",{\"type\":\"t\"}]");
        assertRefused(reply, 400, "bad event", "event 1: ");
        assertEquals(1L, reply.json().get("index"));
        assertFalse(Files.exists(house.eventLog));
    }

    @Test
    void refusesWhatIsNoEvent() throws IOException {
        for (String body :
                List.of("", "7", "{", "[{]", "{\"type\":\"\",\"source\":\"s\"}", "{\"source\":\"s\"}", "x y")) {
            assertEquals(400, house.post("/api/events", body).status(), body);
        }
        assertFalse(Files.exists(house.eventLog));
    }

    @Test
    void refusesAnEventThatDoesNotFitIntoALine() throws IOException {
        Wire.Reply reply = house.post(
                "/api/events", "{\"type\":\"t\",\"source\":\"s\",\"payload\":\"" + "x".repeat(65_600) + "\"}");
        assertEquals(400, reply.status(), reply.body());
        assertFalse(Files.exists(house.eventLog));
    }

    @Test
    void refusesMoreThanTenThousandEvents() throws IOException {
        String many = IntStream.range(0, 10_001).mapToObj(EventsApiTest::event).collect(Collectors.joining("\n"));
        assertRefused(house.post("/api/events", many), 413, "too many events", "10000");
        assertFalse(Files.exists(house.eventLog));
    }

    @Test
    void listsOldestFirstPageByPage() throws IOException {
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            happened("2026-11-20T00:00:0" + i / 5 + "Z", "s/" + i);
            expected.add("s/" + i);
        }
        List<Object> seen = new ArrayList<>();
        String cursor = "";
        boolean more = true;
        while (more) {
            Wire.Reply page = house.get("/api/events?limit=7" + cursor);
            seen.addAll(sources(page));
            cursor = "&cursor=" + page.json().get("cursor");
            more = Boolean.TRUE.equals(page.json().get("more"));
        }
        assertEquals(expected, seen);
        assertEquals(List.of(), sources(house.get("/api/events?" + cursor.substring(1))));
        happened("2026-11-20T00:00:04Z", "s/late");
        assertEquals(List.of("s/late"), sources(house.get("/api/events?" + cursor.substring(1))));
    }

    @Test
    void listsNewestFirstAcrossSegments() throws IOException {
        house.line("EventLog.log.1", "2026-11-20T00:00:00.000+00:00 t,s/1");
        house.line("EventLog.log.1", "2026-11-20T00:00:01.000+00:00 t,s/2");
        happened("2026-11-20T00:00:02Z", "s/3");
        assertEquals(List.of("s/3", "s/2"), sources(house.get("/api/events?order=newest&limit=2")));
    }

    @Test
    void selectsBySourceTypeAndTime() throws IOException {
        happened("2026-11-20T00:00:00Z", "a");
        happened("2026-11-20T01:00:00Z", "b");
        happened("2026-11-20T02:00:00Z", "c");
        house.event(Instant.parse("2026-11-20T03:00:00Z"), "other", "d", Map.of());
        assertEquals(List.of("a", "c"), sources(house.get("/api/events?source=c&source=a")));
        assertEquals(List.of("d"), sources(house.get("/api/events?type=other")));
        assertEquals(List.of("b"), sources(house.get("/api/events?from=2026-11-20T01:00:00Z&to=2026-11-20T02:00:00Z")));
        assertEquals(List.of("c", "d"), sources(house.get("/api/events?from=2026-11-20T03:00:00+01:00")));
        assertEquals(List.of("c", "d"), sources(house.get("/api/events?from=2026-11-20T02:00")));
        assertEquals(
                List.of("d"),
                sources(house.get("/api/events?from="
                        + Instant.parse("2026-11-20T03:00:00Z").toEpochMilli())));
    }

    @Test
    void readsOnlySegmentsThatMayHoldTheAnswer() throws IOException {
        house.line("EventLog.log.1", "2026-11-19T00:00:00.000+00:00 t,old");
        happened("2026-11-20T00:00:00Z", "new");
        assertEquals(List.of("new"), sources(house.get("/api/events?from=2026-11-20")));
        assertEquals(List.of("old"), sources(house.get("/api/events?to=2026-11-20")));
        happened("2026-11-20T00:00:01Z", "newer");
        assertEquals(List.of("new", "newer"), sources(house.get("/api/events?from=2026-11-20")));
    }

    @Test
    void namesABadParameterItsValueAndWhatIsAllowed() throws IOException {
        assertRefused(
                house.get("/api/events?limit=0"), 400, "bad parameter", "limit (0) must be a whole number from 1");
        assertRefused(house.get("/api/events?limit=x"), 400, "bad parameter", "limit (x) must be");
        assertRefused(house.get("/api/events?from=yesterday"), 400, "bad parameter", "from (yesterday) must be a time");
        assertRefused(house.get("/api/events?order=up"), 400, "bad parameter", "one of oldest, newest");
        assertRefused(house.get("/api/events?cursor=1"), 400, "bad parameter", "cursor (1) must be");
        assertRefused(house.get("/api/events?form=1"), 400, "unknown parameter", "it takes cursor, from, limit");
        assertRefused(house.get("/api/events?limit=1&limit=2"), 400, "bad parameter", "limit is given 2 times");
        assertRefused(house.get("/api/events?range=1h&from=2026-11-20"), 400, "bad parameter", "range and from");
        assertRefused(house.get("/api/events?from=2026-11-20&to=2026-11-19"), 400, "bad parameter", "must lie before");
        assertRefused(house.get("/api/events?type=%ff"), 400, "bad query", "UTF-8");
    }

    @Test
    void showsAnyTextUnharmed() throws IOException {
        String source = "a,b \"c\" ä\u2028\u0000</script>";
        house.event(house.clock.instant(), "t", source, Map.of("k\n", "v\u001b"));
        Wire.Reply reply = house.get("/api/events?source=" + URLEncoder.encode(source, StandardCharsets.UTF_8));
        assertEquals(List.of(source), sources(reply));
        assertEquals(Map.of("k\n", "v\u001b"), reply.list("events").get(0).get("payload"));
    }
}
