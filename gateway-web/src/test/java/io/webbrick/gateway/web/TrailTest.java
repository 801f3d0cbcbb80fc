package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.web.House.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Debug stream tells of who came in and what they did. */
final class TrailTest {
    private static final String PAGE = "X-WebBrick: 1";

    private House house;
    private GatewayLogging logging;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        house = new House(directory, Plan.DEFAULT.accounts(Family.of()));
        logging = GatewayLogging.start(new LoggingOptions(
                List.of(), directory.resolve("logs"), ZoneOffset.UTC, null, false, InstantSource.system()));
    }

    @AfterEach
    void stop() {
        house.close();
        logging.close();
    }

    /** Level and message of each record of the web server. */
    private List<String> records() throws IOException {
        logging.flush(5_000);
        String name = " WebBrickGateway.web ";
        var records = new ArrayList<String>();
        for (String line :
                Files.readAllLines(house.directory.resolve("logs").resolve("debug.log"), StandardCharsets.UTF_8)) {
            int at = line.indexOf(name);
            if (at > 0) {
                String level = line.substring(0, at).strip();
                records.add(level.substring(level.lastIndexOf(' ') + 1) + " "
                        + line.substring(at + name.length()).strip());
            }
        }
        return records;
    }

    private String signIn(String name, String password) throws IOException {
        String cookie = house.post(
                        "/api/session", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}", PAGE)
                .header("Set-Cookie");
        return "Cookie: " + cookie.replaceAll(";.*", "");
    }

    @Test
    void tellsWhoSignedInChangedDownloadedAndSignedOut() throws IOException {
        house.line("error.log", "x");
        String cookie = signIn("anna", "secret");
        house.post("/api/streams/Error/rotate", "", cookie, PAGE);
        house.get("/api/streams/Error/download", cookie);
        house.get("/api/status", cookie);
        house.get("/api/streams/Error/download", "Authorization: Bearer t-admin");
        house.ask("DELETE /api/session HTTP/1.1\r\nHost: localhost\r\n" + cookie + "\r\n" + PAGE + "\r\n\r\n");
        assertEquals(
                List.of(
                        "INFO anna signed in from 127.0.0.1",
                        "INFO POST /api/streams/Error/rotate by anna from 127.0.0.1: 200",
                        "INFO GET /api/streams/Error/download by anna from 127.0.0.1: 200",
                        "INFO GET /api/streams/Error/download by token:backup from 127.0.0.1: 200",
                        "INFO anna signed out from 127.0.0.1"),
                records());
    }

    @Test
    void tellsWhoWasRefused() throws IOException {
        signIn("anna", "guess");
        signIn("hunter2-is-a-password", "anna");
        house.get("/api/status", "Authorization: Bearer guessed-token");
        house.post("/api/streams/Error/rotate", "", "Authorization: Bearer t-view");
        house.get("/api/streams/Debug/download", "Authorization: Bearer t-view");
        assertEquals(
                List.of(
                        "WARNING sign-in as anna refused from 127.0.0.1",
                        "WARNING sign-in refused from 127.0.0.1",
                        "WARNING sign-in refused from 127.0.0.1",
                        "WARNING POST /api/streams/Error/rotate by token:graphs from 127.0.0.1 refused: 403",
                        "WARNING GET /api/streams/Debug/download by token:graphs from 127.0.0.1 refused: 403"),
                records());
    }

    @Test
    void neverHoldsAPasswordATokenOrACookie() throws IOException {
        String cookie = signIn("anna", "secret");
        signIn("victor", "my-wrong-password");
        signIn("name-or-password", "x");
        house.post("/sign-in", "name=victor&password=form-password");
        house.get("/?token=query-token", "Authorization: Bearer guessed-token");
        house.get("/api/streams/Error/download", cookie);
        logging.flush(5_000);
        String all = String.join("\n", house.access)
                + Files.readString(house.directory.resolve("logs").resolve("debug.log"), StandardCharsets.UTF_8);
        assertTrue(all.contains("sign-in as victor refused"), all);
        for (String secret : List.of(
                "secret",
                "my-wrong-password",
                "name-or-password",
                "form-password",
                "query-token",
                "guessed-token",
                cookie.substring("Cookie: webbrick-session=".length()))) {
            assertFalse(all.contains(secret), secret + " in " + all);
        }
    }

    @Test
    void staysOnItsLineWhateverIsAskedFor() throws IOException {
        house.post("/api/streams/INFO%20forged%E2%80%AE%3Cscript%3E/rotate", "", "Authorization: Bearer t-admin");
        assertEquals(
                List.of("WARNING POST /api/streams/INFO%20forged\\\\u202e%3Cscript%3E/rotate by token:backup"
                        + " from 127.0.0.1 refused: 404"),
                records());
        assertEquals("a\\u000d\\u000ab\\u001b[0m\\U000e0041", Trail.shown("a\r\nb\u001b[0m\udb40\udc41"));
        assertEquals("x".repeat(200) + "...", Trail.shown("x".repeat(9_000)));
    }
}
