package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.index.LiveIndex;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series, sources, pictures, streams, status, health and metrics. */
final class ReadingApiTest {
    private House house;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        house = new House(directory);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private void reading(int minutesAgo, String source, double value) {
        house.event(House.NOW.minus(Duration.ofMinutes(minutesAgo)), "temperature", source, Map.of("val", value));
    }

    private static List<Object> texts(Wire.Reply reply) {
        assertEquals(200, reply.status(), reply.body());
        return reply.list("records").stream().map(each -> each.get("text")).toList();
    }

    private static List<?> points(Map<String, Object> series) {
        return (List<?>) Objects.requireNonNull(series.get("points"));
    }

    @Test
    void drawsSeriesInTheOrderAskedFor() throws IOException {
        reading(30, "a", 1.5);
        reading(20, "b", 2);
        reading(10, "a", 2.5);
        Wire.Reply reply = house.get("/api/series?source=b&source=a&range=1h");
        List<Map<String, Object>> series = reply.list("series");
        assertEquals(
                List.of("b", "a"),
                series.stream().map(each -> each.get("source")).toList());
        assertEquals("val", series.get(1).get("attr"));
        long first = House.NOW.minus(Duration.ofMinutes(30)).toEpochMilli();
        assertEquals(List.of(first, 1.5, 1.5, 1.5, 1L), points(series.get(1)).get(0));
        assertEquals(2, points(series.get(1)).size());
    }

    @Test
    void leavesOutWhatIsOlderThanTheRange() throws IOException {
        reading(90, "a", 1);
        reading(30, "a", 2);
        Wire.Reply reply = house.get("/api/series?source=a&range=1h");
        assertEquals(1, points(reply.list("series").get(0)).size());
    }

    @Test
    void wantsAtLeastOneSource() throws IOException {
        assertEquals(400, house.get("/api/series").status());
        assertEquals(400, house.get("/api/series?source=").status());
        assertEquals(
                400,
                house.get("/api/series?source=a" + "&source=b".repeat(1) + many(17))
                        .status());
        assertEquals(400, house.get("/api/series?source=a&points=0").status());
        assertEquals(400, house.get("/api/series?source=a&points=10001").status());
        assertEquals(400, house.get("/api/series?source=a&range=1y").status());
    }

    private static String many(int sources) {
        var query = new StringBuilder();
        for (int i = 0; i < sources; i++) {
            query.append("&source=s").append(i);
        }
        return query.toString();
    }

    @Test
    void listsSourcesOverAllSegments() throws IOException {
        house.line("EventLog.log.1", "2026-11-19T00:00:00.000+00:00 temperature,a,{\"val\":1,\"low\":3}");
        house.event(House.NOW.minusSeconds(60), "temperature", "a", Map.of("val", 2.5, "name", "Attic", "unit", "°C"));
        reading(1, "b", 3);
        List<Map<String, Object>> sources = house.get("/api/sources").list("sources");
        assertEquals(2, sources.size());
        assertEquals(
                "{source=a, name=Attic, type=temperature, attributes=[val, low], first=2026-11-19T00:00:00Z,"
                        + " last=2026-11-21T05:19:00Z, events=2, value=2.5, unit=°C}",
                sources.get(0).toString());
    }

    @Test
    void drawsAPictureThatBringsNothingOfItsOwnToLife() throws IOException {
        house.event(House.NOW.minusSeconds(9), "t", "<script>alert(1)</script>", Map.of("val", 1L));
        Wire.Reply reply =
                house.get("/history.svg?source=%3Cscript%3Ealert(1)%3C/script%3E&range=15m&width=400&height=200");
        assertEquals(200, reply.status(), reply.body());
        assertEquals("image/svg+xml", reply.header("Content-Type"));
        assertTrue(reply.body().contains("<svg"), reply.body());
        assertFalse(reply.body().contains("<script"), reply.body());
        assertTrue(reply.header("Content-Security-Policy").contains("default-src 'none'"));
        assertTrue(reply.header("Content-Security-Policy").contains("sandbox"));
        assertEquals(400, house.get("/history.svg?source=a&width=1").status());
        assertEquals(400, house.get("/history.svg?source=a&height=99999").status());
    }

    @Test
    void showsTheNewestRecordsOfAStreamOldestOfThemFirst() throws IOException {
        house.line("error.log.1", "one");
        house.line("error.log.1", "two");
        house.line("error.log", "three");
        assertEquals(List.of("one", "two", "three"), texts(house.get("/api/streams/Error/records")));
        assertEquals(List.of("two", "three"), texts(house.get("/api/streams/error/records?limit=2")));
    }

    @Test
    void keepsAStackTraceWithItsRecord() throws IOException {
        house.line("error.log", "boom\n\tat a\n\tat b\nnext");
        assertEquals(List.of("boom\n\tat a\n\tat b", "next"), texts(house.get("/api/streams/Error/records")));
        assertEquals(List.of("boom\n\tat a\n\tat b"), texts(house.get("/api/streams/Error/records?q=AT+B")));
        assertEquals(List.of("next"), texts(house.get("/api/streams/Error/records?not=boom")));
    }

    @Test
    void knowsNoOtherStreams() throws IOException {
        Wire.Reply reply = house.get("/api/streams/Nonsense/records");
        assertEquals(404, reply.status());
        assertEquals(
                "Nonsense is not a stream; there are EventLog, Error, Debug, Screen",
                reply.json().get("detail"));
        assertEquals(404, house.get("/api/streams/Screen/records").status());
        assertEquals(404, house.get("/api/streams/").status());
        assertEquals(400, house.get("/api/streams/Error/records?limit=1001").status());
    }

    @Test
    void tellsHowItStands() throws IOException {
        house.problems = List.of("prod.cfg:3: error: level \"DEBGU\" unknown");
        Map<String, Object> status = house.get("/api/status").json();
        assertEquals("Rose Cottage", status.get("name"));
        assertEquals(true, status.get("healthy"));
        assertEquals(9L, status.get("stored"));
        assertEquals(house.problems, status.get("configurationProblems"));
        assertEquals("log.cfg, prod.cfg", status.get("configuration"));
        assertEquals("memory, 1 MB", status.get("ring"));
        assertEquals(4, house.get("/api/status").list("streams").size());
        assertEquals(
                "EventLog.log", house.get("/api/streams").list("streams").get(0).get("file"));
    }

    @Test
    void isUnwellForAMinuteAfterALoss() throws IOException {
        assertEquals("{\"healthy\":true}\n", house.get("/healthz").body());
        house.lost = 3;
        house.clock = InstantSource.fixed(House.NOW.plusSeconds(5));
        Wire.Reply reply = house.get("/healthz");
        assertEquals(503, reply.status());
        assertEquals("{\"healthy\":false}\n", reply.body());
        house.clock = InstantSource.fixed(House.NOW.plusSeconds(66));
        assertEquals(200, house.get("/healthz").status());
    }

    @Test
    void isUnwellWhenLoggingCannotTell() throws IOException {
        house.broken = true;
        assertEquals(503, house.get("/healthz").status());
        Wire.Reply reply = house.get("/api/status");
        assertEquals(500, reply.status());
        assertFalse(reply.body().contains("Exception"), reply.body());
    }

    @Test
    void sourcesAreToldByTheIndexAndNotByTheText() throws IOException {
        for (int minute = 10; minute < 60; minute++) {
            house.line(
                    "EventLog.log.1", "2026-11-20T00:" + minute + ":00.000+00:00 t,indexed,{\"val\":" + minute + "}");
        }
        house.line("EventLog.log", "2026-11-21T00:00:00.000+00:00 t,newest,{\"state\":\"on\"}");
        try (LiveIndex index = LiveIndex.restless(
                house.eventLog, ZoneOffset.UTC, DerivedFiles.of(house.directory), (what, failed) -> {})) {
            index.catchUp();
        }
        Path history = house.directory.resolve("EventLog.log.1");
        byte[] text = Files.readAllBytes(history);
        Arrays.fill(text, 300, text.length - 300, (byte) '#');
        Files.write(history, text);
        List<Map<String, Object>> sources = house.get("/api/sources").list("sources");
        assertEquals("indexed", sources.get(0).get("source"));
        assertEquals("50", String.valueOf(sources.get(0).get("events")));
        assertEquals("59", sources.get(0).get("value"));
        assertEquals("1", sources.get(1).get("value"));
    }

    @Test
    void pagesThroughAStreamByPosition() throws IOException, ConfigurationException {
        try (GatewayLogging logging = GatewayLogging.start(
                new LoggingOptions(List.of(), house.directory, ZoneOffset.UTC, null, false, InstantSource.system()))) {
            for (int number = 0; number < 5; number++) {
                logging.journal("EventLog.t").append(Level.INFO, number, "t,s," + number);
            }
            logging.flush(5_000);
            Wire.Reply newest = house.get("/api/streams/EventLog/records?limit=2");
            assertEquals(List.of("3", "4"), numbers(newest));
            String first = String.valueOf(newest.list("records").get(0).get("position"));
            Wire.Reply page = house.get("/api/streams/EventLog/records?limit=2&cursor=" + first);
            assertEquals(List.of("4"), numbers(page));
            assertEquals(false, page.json().get("more"));
            assertEquals(newest.json().get("cursor"), page.json().get("cursor"));
            logging.rotate("EventLog");
            for (int number = 5; number < 9; number++) {
                logging.journal("EventLog.t").append(Level.INFO, number, "t,s," + number);
            }
            logging.flush(5_000);
            Wire.Reply next = house.get("/api/streams/EventLog/records?limit=3&not=s,7&cursor="
                    + page.json().get("cursor"));
            assertEquals(List.of("5", "6", "8"), numbers(next));
            assertEquals(false, next.json().get("deleted"));
            Wire.Reply some = house.get("/api/streams/EventLog/records?limit=2&cursor="
                    + page.json().get("cursor"));
            assertEquals(List.of("5", "6"), numbers(some));
            assertEquals(true, some.json().get("more"));
            assertEquals(
                    400, house.get("/api/streams/EventLog/records?cursor=x").status());
            assertEquals(
                    400, house.get("/api/streams/Error/records?cursor=" + first).status());
        }
    }

    private static List<String> numbers(Wire.Reply reply) {
        return texts(reply).stream()
                .map(String::valueOf)
                .map(text -> text.substring(text.lastIndexOf(',') + 1))
                .toList();
    }

    @Test
    void countsForPrometheus() throws IOException {
        house.lost = 2;
        Wire.Reply reply = house.get("/metrics");
        assertEquals("text/plain; version=0.0.4; charset=utf-8", reply.header("Content-Type"));
        for (String line : List.of(
                "webbrick_records_accepted_total 11",
                "webbrick_records_stored_total 9",
                "webbrick_records_lost_total 2",
                "webbrick_stream_bytes{stream=\"EventLog\"} 123",
                "webbrick_stream_lost_total{stream=\"Error\"} 2",
                "# TYPE webbrick_http_requests_total counter")) {
            assertTrue(reply.body().lines().anyMatch(line::equals), line + " in " + reply.body());
        }
    }

    @Test
    void answersHeadWithTheLengthOnly() throws IOException {
        try (Wire wire = house.wire()) {
            wire.send("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Wire.Reply head = wire.head();
            assertEquals(200, head.status());
            assertEquals("17", head.header("Content-Length"));
            assertEquals(
                    200,
                    wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .reply()
                            .status());
        }
        assertTrue(house.accessLines(2).get(0).contains("\"HEAD /healthz HTTP/1.1\" 200 0 "), house.access.toString());
    }

    @Test
    void saysWhichMethodsThereAre() throws IOException {
        Wire.Reply reply = house.post("/api/status", "");
        assertEquals(405, reply.status());
        assertEquals("GET, HEAD", reply.header("Allow"));
        assertEquals(
                "GET, HEAD, POST",
                house.ask("PUT /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n").header("Allow"));
        assertEquals("POST", house.get("/api/stop").header("Allow"));
    }

    @Test
    void saysInJsonOrAsAPageThatThereIsNothing() throws IOException {
        assertEquals(
                "not found",
                house.get("/api/nothing", "Accept: text/html").json().get("error"));
        assertEquals("not found", house.get("/nothing").json().get("error"));
        Wire.Reply page = house.get("/nothing<b>", "Accept: text/html,*/*");
        assertEquals(404, house.get("/nothing", "Accept: text/html,*/*").status());
        assertFalse(page.body().contains("<b>"), page.body());
    }
}
