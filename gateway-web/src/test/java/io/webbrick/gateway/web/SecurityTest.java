package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.web.House.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecurityTest {
    private static final String EVENT = "{\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":1}}";
    private static final String ANNA = basic("anna:secret");
    private static final String VICTOR = basic("victor:secret");

    @TempDir
    private Path directory;

    private static String basic(String pair) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private House family() throws IOException {
        return new House(directory, Plan.DEFAULT.accounts(House.FAMILY));
    }

    private static int host(House house, String host) throws IOException {
        return house.ask("GET /api/status HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                .status();
    }

    @Test
    void answersOnlyToItsOwnNames() throws IOException {
        var plan = new Plan("127.0.0.1", House.NOBODY, Plan.QUICK, List.of("House.LAN"));
        try (House house = new House(directory, plan)) {
            for (String own :
                    List.of("localhost", "LOCALHOST:8080", "127.0.0.1", "[::1]:80", "house.lan", "house.lan.")) {
                assertEquals(200, host(house, own), own);
            }
            for (String foreign :
                    List.of("evil.example", "localhost.evil.example", "10.0.0.1", "127.0.0.1.evil.example")) {
                assertEquals(421, host(house, foreign), foreign);
            }
        }
    }

    @Test
    void answersAForeignNameNothingAtAll() throws IOException {
        try (House house = new House(directory)) {
            for (String path : List.of("/", "/live", "/sign-in", "/static/x", "/healthz", "/metrics", "/api/session")) {
                for (String method : List.of("GET", "HEAD", "POST", "DELETE", "OPTIONS")) {
                    try (Wire wire = house.wire()) {
                        wire.send(method + " " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n");
                        Wire.Reply reply = method.equals("HEAD") ? wire.head() : wire.reply();
                        assertEquals(421, reply.status(), method + " " + path);
                    }
                }
            }
            assertEquals(
                    400,
                    house.ask("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .status());
        }
    }

    @Test
    void answersToNumericAddressesWhenOthersAreServed() throws IOException {
        var plan = new Plan("0.0.0.0", House.FAMILY, Plan.QUICK, List.of());
        try (House house = new House(directory, plan)) {
            assertEquals(401, host(house, "192.168.7.7:8080"));
            assertEquals(401, host(house, "[fe80::1]"));
            assertEquals(421, host(house, "evil.example"));
            assertEquals(421, host(house, "1.2.3.4.evil.example"));
        }
    }

    @Test
    void refusesChangesFromForeignPages() throws IOException {
        try (House house = new House(directory)) {
            assertEquals(
                    403,
                    house.post("/api/events", EVENT, "Origin: http://evil.example")
                            .status());
            assertEquals(403, house.post("/api/events", EVENT, "Origin: null").status());
            assertEquals(
                    403,
                    house.post("/api/events", EVENT, "Origin: http://localhost:1")
                            .status());
            assertEquals(
                    403,
                    house.post("/api/events", EVENT, "Sec-Fetch-Site: cross-site")
                            .status());
            assertEquals(
                    403,
                    house.post("/api/events", EVENT, "Sec-Fetch-Site: same-site")
                            .status());
            assertEquals(
                    200,
                    house.post("/api/events", EVENT, "Sec-Fetch-Site: same-origin")
                            .status());
            assertEquals(
                    200,
                    house.post("/api/events", EVENT, "Origin: http://localhost").status());
            assertEquals(200, house.post("/api/events", EVENT).status());
        }
    }

    @Test
    void needsAnAccountForEverythingButHealthAndWhatThePageForSigningInNeeds() throws IOException {
        try (House house = family()) {
            for (String path : List.of(
                    "/",
                    "/api/status",
                    "/api/events",
                    "/api/series?source=a",
                    "/api/sources",
                    "/api/streams",
                    "/api/streams/EventLog/records",
                    "/history.svg?source=a",
                    "/metrics",
                    "/nothing")) {
                Wire.Reply reply = house.get(path);
                assertEquals(401, reply.status(), path);
                assertEquals("Basic realm=\"WebBrick gateway\", charset=\"UTF-8\"", reply.header("WWW-Authenticate"));
            }
            assertEquals(401, house.post("/api/events", EVENT).status());
            assertEquals(401, house.post("/api/stop", "").status());
            assertEquals(401, house.post("/healthz", "").status());
            assertEquals(200, house.get("/healthz").status());
            assertEquals(404, house.get("/static/nothing").status());
            assertEquals(200, house.get("/api/session").status());
        }
    }

    @Test
    void staysClosedToOthersWhenTheLastAccountIsRemoved() throws IOException {
        var people = new Family();
        people.put("anna", "secret", Accounts.Role.ADMIN);
        var plan = new Plan("0.0.0.0", people, Plan.QUICK, List.of());
        try (House house = new House(directory, plan)) {
            assertEquals(200, house.get("/api/status", ANNA).status());
            people.remove("anna");
            assertEquals(401, house.get("/api/status").status());
            assertEquals(401, house.get("/api/status", ANNA).status());
            assertEquals(401, house.post("/api/events", EVENT).status());
        }
    }

    @Test
    void aWrongTokenIsSlowedDownWhereNoPasswordIsNeededToo() throws IOException {
        try (House house = new House(directory)) {
            for (int guess = 0; guess < 5; guess++) {
                assertEquals(
                        401,
                        house.get("/api/status", "Authorization: Bearer guess" + guess)
                                .status());
            }
            assertEquals(
                    429, house.get("/api/status", "Authorization: Bearer guess").status());
            assertEquals(200, house.get("/api/status").status());
        }
    }

    @Test
    void letsViewersLookAndAdminsChange() throws IOException {
        try (House house = family()) {
            for (String viewer : List.of(VICTOR, "Authorization: Bearer t-view", "Authorization: bearer t-view")) {
                assertEquals(200, house.get("/api/status", viewer).status());
                assertEquals(403, house.post("/api/events", EVENT, viewer).status());
                assertEquals(403, house.post("/api/stop", "", viewer).status());
            }
            for (String admin :
                    List.of(ANNA, "Authorization: Bearer t-admin", "Authorization: Bearer " + House.SECRET)) {
                assertEquals(200, house.get("/api/status", admin).status());
                assertEquals(200, house.post("/api/events", EVENT, admin).status());
            }
            assertEquals(202, house.post("/api/stop", "", ANNA).status());
        }
    }

    @Test
    void knowsNobodyWithWrongCredentials() throws IOException {
        try (House house = family()) {
            assertEquals(401, house.get("/", basic("anna:wrong")).status());
            assertEquals(401, house.get("/", basic("anna")).status());
            assertEquals(401, house.get("/", "Authorization: Basic !!!").status());
            assertEquals(401, house.get("/", "Authorization: Digest x").status());
        }
    }

    @Test
    void slowsDownWhoGuesses() throws IOException {
        try (House house = family()) {
            int guesses = 0;
            while (house.get("/", basic("anna:guess" + guesses)).status() == 401) {
                guesses++;
                assertTrue(guesses < 20, "never slowed down");
            }
            assertTrue(guesses >= 5, "slowed down after " + guesses);
            Wire.Reply reply = house.get("/", ANNA);
            assertEquals(429, reply.status());
            assertFalse(reply.header("Retry-After").isEmpty());
            assertEquals(
                    200, house.get("/", "Authorization: Bearer " + House.SECRET).status());
        }
    }

    @Test
    void namesTheAccountInTheAccessLine() throws IOException {
        try (House house = family()) {
            house.get("/api/status", VICTOR);
            assertTrue(house.accessLines(1).get(0).startsWith("127.0.0.1 - victor ["));
        }
    }

    /** One answer of each kind, the refusals of the server below us included. */
    private static List<Wire.Reply> answers(House house) throws IOException {
        String get = "GET / HTTP/1.1\r\nHost: localhost\r\n";
        return List.of(
                house.get("/", ANNA),
                house.get("/api/status", ANNA),
                house.get("/api/streams/Error/download", ANNA),
                house.get("/", "Accept: text/html"),
                house.post("/sign-in", "name=anna&password=secret"),
                house.get("/api/status"),
                house.post("/api/events", EVENT, VICTOR),
                house.get("/nothing", ANNA),
                house.ask("TRACE / HTTP/1.1\r\nHost: localhost\r\n" + ANNA + "\r\n\r\n"),
                house.ask("OPTIONS /api/events HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n"),
                house.ask("POST /api/events HTTP/1.1\r\nHost: localhost\r\n" + ANNA
                        + "\r\nContent-Length: 99999999\r\n\r\n"),
                house.ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
                house.ask("BAD\r\n\r\n"),
                house.ask("GET / HTTP/1.1\r\n\r\n"),
                house.ask("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"),
                house.ask(get + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
                house.ask(get + "X: " + "y".repeat(20_000) + "\r\n\r\n"),
                house.ask("GET /" + "y".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    @Test
    void sendsProtectiveHeadersWithEveryAnswerAndTellsNobodyWhatItIsMadeOf() throws IOException {
        try (House house = family()) {
            house.line("error.log", "x");
            var statuses = new TreeSet<Integer>();
            for (Wire.Reply reply : answers(house)) {
                statuses.add(reply.status());
                assertEquals("nosniff", reply.header("X-Content-Type-Options"), reply.head());
                assertEquals("DENY", reply.header("X-Frame-Options"), reply.head());
                assertEquals(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                                + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                        reply.header("Content-Security-Policy"),
                        reply.head());
                assertEquals("same-origin", reply.header("Cross-Origin-Opener-Policy"), reply.head());
                assertTrue(
                        List.of("no-referrer", "same-origin").contains(reply.header("Referrer-Policy")), reply.head());
                assertEquals("same-origin", reply.header("Cross-Origin-Resource-Policy"), reply.head());
                assertEquals("no-store", reply.header("Cache-Control"), reply.head());
                assertEquals("", reply.header("Access-Control-Allow-Origin"), reply.head());
                assertEquals("", reply.header("Server"), reply.head());
                assertEquals("", reply.header("X-Powered-By"), reply.head());
            }
            assertEquals(
                    List.of(200, 303, 400, 401, 403, 404, 413, 414, 421, 431, 505),
                    statuses.stream().filter(status -> status != 405).toList());
        }
    }

    @Test
    void followsNoLinkOutOfTheLogDirectory() throws IOException {
        Path outside = Files.writeString(directory.resolve("passwords"), "root:secret-of-another\n");
        Path logs = Files.createDirectories(directory.resolve("logs"));
        try (House house = new House(logs)) {
            Files.createSymbolicLink(logs.resolve("error.log.1"), outside);
            Files.createSymbolicLink(logs.resolve("debug.log"), outside);
            house.line("error.log", "2026-11-21T05:20:00.123+00:00 ERROR a b");
            for (String stream : List.of("Error", "Debug")) {
                for (String what : List.of("records", "download")) {
                    Wire.Reply reply = house.get("/api/streams/" + stream + "/" + what);
                    assertFalse(reply.body().contains("secret-of-another"), reply.body());
                }
            }
        }
    }

    @Test
    void givesNoFileAwayThatIsNotOnItsList() throws IOException {
        try (House house = new House(directory)) {
            for (String path : List.of(
                    "/static/",
                    "/static/..%2f..%2fetc/passwd",
                    "/static/%2e%2e/%2e%2e/etc/passwd",
                    "/../EventLog.log",
                    "/static/Page.class",
                    "/api/streams/..%2f..%2fetc%2fpasswd/records",
                    "/static/..;/x",
                    "/static/%252e%252e/x",
                    "/static/..%5c..%5cetc",
                    "/static/%c0%ae%c0%ae/etc/passwd",
                    "/static",
                    "/api/",
                    "/api/streams/",
                    "/api/streams/Error.log/records",
                    "/api/streams/error.log.1/download",
                    "/api/streams/Error%00/records",
                    "/api/streams/Error::$DATA/records",
                    "/API/status",
                    "/api/status/",
                    "/api/status%20",
                    "/api/status.",
                    "//etc/passwd")) {
                Wire.Reply reply = house.get(path);
                assertTrue(reply.status() == 400 || reply.status() == 404, path + " " + reply.status());
                assertFalse(reply.body().contains("EventLog.log"), reply.body());
            }
        }
    }
}
