package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.web.House.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call that changes something, as docs/api.md lists them, and the form for signing in: who may, and what tells of it. */
final class ChangesTest {
    private static final Pattern CHANGE = Pattern.compile("(?m)^## ((?:POST|PUT|DELETE) \\S+)$");
    private static final String FORM = "POST /sign-in";
    private static final String PAGE = "X-WebBrick: 1";
    private static final String ADMIN = "Authorization: Bearer t-admin";

    private final List<String> calls = new ArrayList<>();
    private House house;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        house = new House(directory, Plan.DEFAULT.accounts(Family.of()));
        Path document = Path.of(System.getProperty("project.root"), "docs", "api.md");
        Matcher change = CHANGE.matcher(Files.readString(document, StandardCharsets.UTF_8));
        while (change.find()) {
            calls.add(change.group(1).replace("{name}", "Error").replace("{id}", "3f1c07a29be1d300"));
        }
        assertEquals(9, calls.size(), calls::toString);
        calls.add(FORM);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private static String body(String call) {
        return switch (call) {
            case FORM -> "name=anna&password=secret";
            case "POST /api/session" -> "{\"name\":\"anna\",\"password\":\"secret\"}";
            case "POST /api/events" -> "{\"type\":\"t\",\"source\":\"s\"}";
            case "PUT /api/loggers/Error" -> "{\"level\":\"DEBUG\"}";
            default -> "";
        };
    }

    private Wire.Reply change(String call, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String body = body(call);
        return house.ask(call + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more + "Content-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private static boolean signsIn(String call) {
        return call.equals(FORM) || call.equals("POST /api/session");
    }

    private String cookie(String name) throws IOException {
        Wire.Reply reply = house.post("/api/session", "{\"name\":\"" + name + "\",\"password\":\"secret\"}");
        return "Cookie: " + reply.header("Set-Cookie").replaceAll(";.*", "");
    }

    private void assertNothingChanged() {
        assertEquals(List.of(), house.rotated);
        assertEquals(List.of(), house.levels().changes());
        assertFalse(Files.exists(house.eventLog));
        assertEquals(1, house.stopped.getCount());
    }

    @Test
    void aPageOfAnotherSiteDoesNone() throws IOException {
        String cookie = cookie("anna");
        for (String call : calls) {
            for (String foreign :
                    List.of("Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site")) {
                for (String who : List.of(cookie, ADMIN)) {
                    Wire.Reply reply = change(call, foreign, who, PAGE);
                    assertEquals(403, reply.status(), call + " " + foreign);
                    assertEquals("", reply.header("Set-Cookie"), call);
                }
            }
        }
        assertNothingChanged();
        assertEquals(200, house.get("/api/status", cookie).status(), "it was not signed out either");
    }

    @Test
    void aSessionDoesNoneWithoutTheHeaderOfOurPages() throws IOException {
        String cookie = cookie("anna");
        for (String call : calls) {
            if (!signsIn(call)) {
                assertEquals(403, change(call, cookie).status(), call);
            }
        }
        assertNothingChanged();
        assertEquals(200, house.get("/api/status", cookie).status(), "it was not signed out either");
    }

    @Test
    void aViewerDoesNoneButSignInAndOut() throws IOException {
        for (String call : calls) {
            boolean session = call.endsWith("/api/session") || signsIn(call);
            for (String who : List.of("Authorization: Bearer t-view", cookie("victor"))) {
                assertEquals(
                        session ? 0 : 403, session ? 0 : change(call, who, PAGE).status(), call);
            }
        }
        assertNothingChanged();
    }

    @Test
    void aStrangerDoesNone() throws IOException {
        for (String call : calls) {
            if (!signsIn(call) && !call.equals("DELETE /api/session")) {
                assertEquals(401, change(call, PAGE).status(), call);
            }
        }
        assertNothingChanged();
    }

    @Test
    void eachHasALineInAccessAndARecordAndSoHasEachDownload(@TempDir Path logs) throws Exception {
        try (GatewayLogging logging = GatewayLogging.start(
                new LoggingOptions(List.of(), logs, ZoneOffset.UTC, null, false, InstantSource.system()))) {
            logging.levels().set("WebBrickGateway.web", Level.DEBUG.number(), null, "a test");
            house.line("error.log", "x");
            calls.remove("POST /api/stop");
            calls.add("GET /api/streams/Error/download");
            calls.add("GET /api/streams/Debug/download");
            calls.add("GET /api/bundle");
            calls.add("POST /api/stop");
            for (String call : calls) {
                house.access.clear();
                String session = ADMIN;
                if (call.equals("DELETE /api/session")) {
                    session = cookie("anna");
                    house.accessLines(1);
                    house.access.clear();
                }
                int before = records(logging, logs).size();
                change(call, session, PAGE);
                String line = house.accessLines(1).get(0);
                assertTrue(line.contains(" \"" + call + " HTTP/1.1\" "), line);
                List<String> records = records(logging, logs);
                String record = String.join("\n", records.subList(before, records.size()));
                assertTrue(
                        record.contains(told(call)) && record.contains(" from 127.0.0.1"),
                        call + " is told by: " + record);
            }
        }
    }

    /** What the record of a call must say. */
    private static String told(String call) {
        if (signsIn(call)) {
            return "anna signed in";
        }
        return call.equals("DELETE /api/session") ? "anna signed out" : call + " by token:backup";
    }

    private static List<String> records(GatewayLogging logging, Path logs) throws IOException {
        assertTrue(logging.flush(5_000));
        try (var lines = Files.lines(logs.resolve("debug.log"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains(" WebBrickGateway.web ")).toList();
        }
    }
}
