package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.web.Accounts.Role;
import io.webbrick.gateway.web.House.Plan;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers and things at home send is text: in Access, in the API, on pages and in refusals. */
final class HostileTest {
    private static final String HTML = "Accept: text/html";

    private static final List<String> CORPUS = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "]]><!--",
            "</title><svg onload=alert(1)>",
            "&lt;script&gt;",
            "\u001b[31mred\u001b[0m\u001b]0;title\u0007",
            "\u202egnp.exe\u2066x\u2069",
            "a\r\nSet-Cookie: a=b\r\n\r\n<p>",
            "a\nforged line",
            "a\u0085b\u2028c\u2029d",
            "a\u0000b\u007fc\u009b31m",
            "{{7*7}}${7*7}%{7*7}",
            "javascript:alert(1)",
            "\ufeffbom\u200bzero\u00adsoft");

    /** A line of Access, whatever came: printable ASCII, each field where it belongs. */
    private static final Pattern LINE = Pattern.compile(
            "127\\.0\\.0\\.1 - [!-~]+ \\[[^\\]]+\\] \"[A-Z]+ [!-~]+ HTTP/[0-9.]+\" [0-9]{3} [0-9]+ \"[ -~]*\" \"[ -~]*\" [0-9]+");

    /** Controls, direction marks and what breaks lines; none may leave us as itself. */
    private static final Pattern RAW =
            Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

    private final Family family = Family.of();
    private House house;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        house = new House(directory, Plan.DEFAULT.accounts(family));
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private static String admin() {
        return "Authorization: Bearer t-admin";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What can stand in a header at all; the rest ends the request, which another test has. */
    private static String header(String text) {
        return text.replaceAll("[\\u0000\\r\\n]", "");
    }

    private static void assertEscaped(Wire.Reply reply, String hostile) {
        assertFalse(RAW.matcher(reply.body()).find(), hostile);
        assertFalse(reply.head().contains("Set-Cookie: a=b"), reply.head());
        if (reply.header("Content-Type").startsWith("text/html")) {
            assertFalse(reply.body().contains("<script>alert"), hostile);
            assertFalse(reply.body().contains("<img src=x"), hostile);
            assertFalse(reply.body().contains("<svg onload"), hostile);
            assertFalse(reply.body().contains(" onmouseover='"), hostile);
        } else {
            assertEquals("nosniff", reply.header("X-Content-Type-Options"));
        }
    }

    @Test
    void accessKeepsPathsReferersAgentsAndNamesInTheirFields() throws IOException {
        for (String hostile : CORPUS) {
            family.put(hostile, "secret", Role.VIEWER);
            String basic = "Authorization: Basic "
                    + Base64.getEncoder().encodeToString((hostile + ":secret").getBytes(StandardCharsets.UTF_8));
            house.access.clear();
            house.get("/api/status", basic, "User-Agent: " + header(hostile), "Referer: " + header(hostile));
            house.get("/x" + encoded(hostile) + "?q=" + encoded(hostile), admin());
            house.ask("GET /" + hostile + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            for (String line : house.accessLines(3)) {
                assertTrue(LINE.matcher(line).matches(), line);
            }
        }
    }

    @Test
    void aHeaderThatGoesOnInAnotherLineForgesNothing() throws IOException {
        house.ask("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: a\r\n 127.0.0.1 - - \"GET /forged\r\n\r\n");
        house.ask("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: a\nX-B: c\rd\r\n\r\n");
        for (String line : house.accessLines(2)) {
            assertTrue(LINE.matcher(line).matches(), line);
        }
    }

    @Test
    void theApiAndItsRefusalsHaveNothingThatAViewerWouldObey() throws IOException {
        for (String hostile : CORPUS) {
            house.line("error.log", "2026-11-21T05:20:00.123+00:00 ERROR a " + hostile.replaceAll("[\\r\\n]", " "));
            String text = encoded(hostile);
            for (String path : List.of(
                    "/api/streams/Error/records",
                    "/api/streams/" + text + "/records",
                    "/api/loggers/" + text,
                    "/api/events?source=" + text + "&limit=" + text,
                    "/api/status?" + text + "=1",
                    "/history.svg?source=" + text,
                    "/" + text)) {
                assertEscaped(house.get(path, admin()), hostile);
                assertEscaped(house.get(path, admin(), HTML), hostile);
                assertEscaped(house.get(path, HTML), hostile);
            }
            assertEscaped(house.post("/api/session", "{\"name\":" + hostile, HTML), hostile);
            assertEscaped(house.post("/sign-in", "name=" + text + "&password=x&back=" + text, HTML), hostile);
            assertEscaped(house.get("/", "Host: " + header(hostile), HTML), hostile);
        }
    }

    @Test
    void thePageShowsWhatThingsSendAsText() throws IOException {
        for (String hostile : CORPUS) {
            house.event(
                    House.NOW.minus(Duration.ofMinutes(1)),
                    "type " + hostile,
                    "source " + hostile,
                    Map.of("val", 1.5, "name", hostile, "unit", hostile));
        }
        house.problems = List.of(String.join(" ", CORPUS));
        for (String hostile : CORPUS) {
            String source = encoded("source " + hostile);
            assertEscaped(house.get("/?source=" + source, admin(), HTML), hostile);
            Wire.Reply picture = house.get("/history.svg?source=" + source, admin());
            assertEscaped(picture, hostile);
            assertTrue(picture.body().contains("source "), picture.body());
            assertFalse(
                    Pattern.compile("<(script|img|svg on|p>|!--)|]]>|' on")
                            .matcher(picture.body())
                            .find(),
                    picture.body());
            Wire.Reply csv = house.get("/api/series?format=csv&source=" + source, admin());
            assertEscaped(new Wire.Reply(csv.head(), csv.body().replace("\r\n", "\n")), hostile);
            assertEquals(2, csv.body().lines().count(), csv.body());
            assertTrue(csv.body().contains(",source ") || csv.body().contains(",\"source "), csv.body());
        }
        assertTrue(house.get("/", admin(), HTML).body().contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }

    @Test
    void whatAStreamOfEventsTellsIsOneLineEach() throws IOException {
        var expected = new ArrayList<String>();
        for (String hostile : CORPUS) {
            String line = "2026-11-21T05:20:00.123+00:00 ERROR a " + hostile.replaceAll("[\\r\\n]", " ");
            house.line("error.log", line);
            expected.add(0, line);
        }
        var told = new ArrayList<String>();
        try (var search = new Listener(house, "/api/search?stream=Error&limit=100", admin())) {
            for (Listener.Event event = search.next(); event != null; event = search.next()) {
                assertFalse(RAW.matcher(event.data()).find(), event.data());
                if (event.name().equals("record")) {
                    told.add(String.valueOf(event.json().get("text")));
                }
            }
        }
        assertEquals(expected, told);
    }

    @Test
    void noRefusalSaysMoreOfUsThanItMust() throws IOException {
        for (String request : List.of(
                "GET /api/streams/Error/records?cursor=%00 HTTP/1.1\r\nHost: localhost\r\n" + admin() + "\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0000\u0001\r\n\r\n",
                "PUT /api/loggers/x HTTP/1.1\r\nHost: localhost\r\n" + admin() + "\r\nContent-Length: 1\r\n\r\n{")) {
            Wire.Reply reply = house.ask(request);
            String all = (reply.head() + reply.body()).toLowerCase(java.util.Locale.ROOT);
            assertTrue(reply.status() >= 400, reply.head());
            assertFalse(all.contains("jetty") || all.contains("exception") || all.contains("java"), all);
        }
    }
}
