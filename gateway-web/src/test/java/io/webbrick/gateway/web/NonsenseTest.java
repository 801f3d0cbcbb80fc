package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a question, the mistake is that of who asks: no answer is that the gateway made one. */
final class NonsenseTest {
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1e3",
            "NaN",
            "99999999999999999999",
            "999999999999999",
            "-999999999999999",
            "+999999999-12-31",
            "-999999999-01-01",
            "9999-12-31",
            "0000-01-01",
            "2026-02-30",
            "2026-11-21T25:00",
            "-999999999-01-01T00:00+18:00",
            "36500d",
            "all",
            "(".repeat(4_000),
            "[[[",
            "\\",
            "a\u0000b",
            "\ud83d",
            "error/0123456789abcdef.1/99999999999999999999",
            "999999999999.999999999-999999999");

    private static final Map<String, List<String>> PARAMETERS = Map.ofEntries(
            Map.entry(
                    "/api/events?source=a&order=oldest",
                    List.of("source", "type", "from", "to", "range", "limit", "cursor", "order")),
            Map.entry("/api/events?limit=9", List.of("to", "order", "range", "cursor")),
            Map.entry(
                    "/api/series?source=a&attr=val",
                    List.of("source", "attr", "from", "to", "range", "points", "per", "format")),
            Map.entry("/api/series?view=month", List.of("date", "view", "points")),
            Map.entry("/api/series?view=year", List.of("date")),
            Map.entry("/api/series?source=a&per=day", List.of("from", "to", "range")),
            Map.entry("/history.svg?source=a", List.of("from", "to", "range", "width", "height", "points", "per")),
            Map.entry(
                    "/api/streams/Error/records?limit=3",
                    List.of(
                            "from", "to", "range", "level", "q", "not", "regex", "order", "cursor", "before",
                            "around")),
            Map.entry("/api/streams/Error/records?regex=true", List.of("q", "not", "logger", "hide")),
            Map.entry("/api/streams/Error/download?", List.of("format")),
            Map.entry("/api/histogram?stream=Error", List.of("from", "to", "range", "buckets", "level")),
            Map.entry("/api/histogram?stream=Error&from=1000000000", List.of("to")),
            Map.entry("/api/histogram?stream=Error&range=36500d", List.of("to")),
            Map.entry("/api/tail?n=1", List.of("stream", "cursor", "level", "q")),
            Map.entry("/?range=all", List.of("source", "attr", "range")),
            Map.entry("/sign-in?", List.of("back")));

    private House house;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        house = new House(directory);
        house.event(House.NOW, "t", "a", Map.of("val", 1.5));
        house.line("error.log", "2026-11-21T05:20:00.123+00:00 ERROR a b");
    }

    @AfterEach
    void stop() {
        house.close();
    }

    @Test
    void inAParameterIsRefusedOrHarmless() throws IOException {
        for (var question : PARAMETERS.entrySet()) {
            for (String name : question.getValue()) {
                for (String value : VALUES) {
                    String path = question.getKey().replaceAll("[?&]" + name + "=[^&]*", "");
                    String asked = path + (path.contains("?") ? "&" : "?") + name + "="
                            + URLEncoder.encode(value, StandardCharsets.UTF_8);
                    Wire.Reply reply = house.get(asked);
                    assertTrue(
                            List.of(200, 400, 404, 414, 431).contains(reply.status()),
                            asked + " is answered " + reply.status() + " " + reply.body());
                }
            }
        }
    }

    @Test
    void inAQueryIsRefusedOrHarmless() throws IOException {
        for (String query :
                List.of("?", "??", "?&&", "?=", "?=x", "?from", "?from=&from=", "?%", "?%ff=1", "?limit", "?a=b=c")) {
            for (String path : List.of("/api/events", "/api/status", "/api/bundle", "/", "/sign-in", "/healthz")) {
                int status = house.get(path + query).status();
                assertTrue(status == 200 || status == 400, path + query + " " + status);
            }
        }
    }

    @Test
    void inABodyIsRefused() throws IOException {
        for (String body :
                List.of("[".repeat(100_000), "{\"a\":".repeat(50_000), "\"\\ud800\"", "1e999999999", "-", "nul")) {
            assertEquals(400, house.post("/api/events", body).status(), body.substring(0, 1));
            assertEquals(
                    400,
                    house.ask("PUT /api/loggers/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .status());
        }
    }
}
