package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.web.Accounts.Role;
import io.webbrick.gateway.web.House.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with a browser, as a browser does it. */
final class SessionApiTest {
    private static final Pattern COOKIE =
            Pattern.compile("(webbrick-session=[A-Za-z0-9_-]{43}); Path=/; HttpOnly; SameSite=Strict");
    private static final String ANNA = "{\"name\":\"anna\",\"password\":\"secret\"}";
    private static final String PAGE = "X-WebBrick: 1";
    private static final String EVENT = "{\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":1}}";
    private static final String HTML = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";

    @TempDir
    private Path directory;

    private final Family family = Family.of();

    private House family() throws IOException {
        return new House(directory, Plan.DEFAULT.accounts(family));
    }

    /** The header that a browser sends from now on. */
    private static String cookie(Wire.Reply reply) {
        Matcher matcher = COOKIE.matcher(reply.header("Set-Cookie"));
        assertTrue(matcher.matches(), reply.head());
        return "Cookie: " + matcher.group(1);
    }

    private static String signIn(House house, String name) throws IOException {
        Wire.Reply reply = house.post("/api/session", ANNA.replace("anna", name), PAGE);
        assertEquals(200, reply.status(), reply.body());
        return cookie(reply);
    }

    private static Wire.Reply delete(House house, String... headers) throws IOException {
        return house.ask("DELETE /api/session HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n") + "\r\n");
    }

    @Test
    void signsInAndIsKnownFromThenOn() throws IOException {
        try (House house = family()) {
            Wire.Reply reply = house.post("/api/session", ANNA, PAGE);
            assertEquals("{\"name\":\"anna\",\"role\":\"admin\"}\n", reply.body());
            String cookie = cookie(reply);
            assertEquals(
                    "{\"name\":\"anna\",\"role\":\"admin\",\"signInNeeded\":false}\n",
                    house.get("/api/session", cookie).body());
            assertEquals(200, house.get("/api/status", cookie).status());
            assertEquals(
                    200,
                    house.get("/api/status", "Cookie: a=b; " + cookie.substring(8) + "; c=d")
                            .status());
            assertTrue(house.accessLines(4).stream().allMatch(line -> line.startsWith("127.0.0.1 - anna [")));
        }
    }

    @Test
    void tellsWhetherSomebodyHasToSignIn() throws IOException {
        try (House house = family()) {
            assertEquals(
                    "{\"name\":null,\"role\":null,\"signInNeeded\":true}\n",
                    house.get("/api/session").body());
        }
        try (House house = new House(directory)) {
            assertEquals(
                    "{\"name\":null,\"role\":\"admin\",\"signInNeeded\":false}\n",
                    house.get("/api/session").body());
            assertEquals(409, house.post("/api/session", ANNA).status());
        }
    }

    @Test
    void knowsNoCookieThatItDidNotMakeItself() throws IOException {
        try (House house = family()) {
            for (String value : List.of("", "x", "anna", "A".repeat(43), "\"\"", "=;=")) {
                assertEquals(
                        401,
                        house.get("/api/status", "Cookie: webbrick-session=" + value)
                                .status(),
                        value);
            }
            String good = signIn(house, "anna").substring("Cookie: webbrick-session=".length());
            assertEquals(401, house.get("/api/status", "Cookie: other=" + good).status());
            assertEquals(
                    200,
                    house.get("/api/status", "Cookie: webbrick-session=stale; webbrick-session=" + good)
                            .status(),
                    "another gateway on this host has set one too");
        }
    }

    @Test
    void changesByCookieNeedTheHeaderOfOurPages() throws IOException {
        try (House house = family()) {
            String cookie = signIn(house, "anna");
            assertEquals(403, house.post("/api/events", EVENT, cookie).status());
            assertEquals(
                    403,
                    house.post("/api/events", EVENT, cookie, "X-WebBrick: 0").status());
            assertEquals(
                    403,
                    house.post("/api/events", EVENT, cookie, PAGE, "Origin: http://evil.example")
                            .status());
            assertEquals(
                    403,
                    house.post("/api/events", EVENT, cookie, PAGE, "Sec-Fetch-Site: same-site")
                            .status());
            assertEquals(403, delete(house, cookie).status());
            assertEquals(200, house.post("/api/events", EVENT, cookie, PAGE).status());
        }
    }

    @Test
    void viewersLookAndDoNotChange() throws IOException {
        try (House house = family()) {
            String cookie = signIn(house, "victor");
            assertEquals(200, house.get("/api/status", cookie).status());
            Wire.Reply refused = house.post("/api/events", EVENT, cookie, PAGE);
            assertEquals(403, refused.status());
            assertTrue(refused.body().contains("victor may look, but only an admin may change anything"));
            assertEquals(
                    403,
                    house.post("/api/streams/Error/rotate", "", cookie, PAGE).status());
        }
    }

    @Test
    void signsOut() throws IOException {
        try (House house = family()) {
            String cookie = signIn(house, "victor");
            Wire.Reply reply = delete(house, cookie, PAGE);
            assertEquals("{\"ended\":true}\n", reply.body());
            assertEquals("webbrick-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0", reply.header("Set-Cookie"));
            assertEquals(401, house.get("/api/status", cookie).status());
            assertEquals("{\"ended\":false}\n", delete(house, cookie, PAGE).body());
        }
    }

    @Test
    void aChangedPasswordAndARemovedAccountEndSessionsAndBasicAtOnce() throws IOException {
        String basic = "Authorization: Basic "
                + Base64.getEncoder().encodeToString("anna:secret".getBytes(StandardCharsets.UTF_8));
        try (House house = family()) {
            String annas = signIn(house, "anna");
            String victors = signIn(house, "victor");
            assertEquals(200, house.get("/api/status", basic).status());
            family.put("anna", "new password", Role.ADMIN);
            family.remove("victor");
            assertEquals(401, house.get("/api/status", annas).status());
            assertEquals(401, house.get("/api/status", victors).status());
            assertEquals(401, house.get("/api/status", basic).status());
        }
    }

    @Test
    void signingInAgainEndsTheSessionBefore() throws IOException {
        try (House house = family()) {
            String first = signIn(house, "anna");
            String second = cookie(house.post("/api/session", ANNA, PAGE, first));
            assertEquals(401, house.get("/api/status", first).status());
            assertEquals(200, house.get("/api/status", second).status());
        }
    }

    @Test
    void refusesWhatIsNoNameAndPassword() throws IOException {
        try (House house = family()) {
            assertEquals(
                    401,
                    house.post("/api/session", ANNA.replace("secret", "guess")).status());
            assertEquals(
                    401,
                    house.post("/api/session", ANNA.replace("anna", "nobody")).status());
            for (String body :
                    List.of("", "[]", "{}", "{\"name\":\"anna\"}", "{\"name\":1,\"password\":[]}", "name=anna")) {
                assertEquals(400, house.post("/api/session", body).status(), body);
            }
            assertEquals(413, house.post("/api/session", "x".repeat(5_000)).status());
            assertEquals(
                    405,
                    house.ask("PUT /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                            .status());
        }
    }

    @Test
    void noOtherSitesPageSignsAnybodyIn() throws IOException {
        try (House house = family()) {
            assertEquals(
                    403,
                    house.post("/api/session", ANNA, "Origin: http://evil.example")
                            .status());
            assertEquals(
                    403,
                    house.post("/sign-in", "name=anna&password=secret", "Sec-Fetch-Site: cross-site")
                            .status());
        }
    }

    @Test
    void oneThrottleSlowsDownSessionsFormsTokensAndBasic() throws IOException {
        try (House house = family()) {
            house.post("/api/session", ANNA.replace("secret", "guess"));
            house.post("/sign-in", "name=anna&password=guess");
            house.get("/api/status", "Authorization: Bearer guess");
            house.get(
                    "/api/status",
                    "Authorization: Basic "
                            + Base64.getEncoder().encodeToString("a:b".getBytes(StandardCharsets.UTF_8)));
            assertEquals(
                    401, house.get("/api/status", "Authorization: Bearer guess").status());
            assertEquals(429, house.post("/api/session", ANNA).status());
            assertEquals(
                    429, house.post("/sign-in", "name=anna&password=secret").status());
            assertEquals(
                    429, house.get("/api/status", "Authorization: Bearer guess").status());
            assertEquals(
                    200,
                    house.get("/api/status", "Authorization: Bearer t-view").status());
        }
    }

    @Test
    void aSessionGoesOnWhileItsAddressIsSlowedDown() throws IOException {
        try (House house = family()) {
            String cookie = signIn(house, "anna");
            for (int i = 0; i < 10; i++) {
                house.post("/api/session", ANNA.replace("secret", "guess"));
            }
            assertEquals(429, house.post("/api/session", ANNA).status());
            assertEquals(200, house.get("/api/status", cookie).status());
        }
    }

    @Test
    void aFormSignsInWithoutJavaScript() throws IOException {
        try (House house = family()) {
            Wire.Reply reply = house.post(
                    "/sign-in",
                    "name=anna&password=secret&back=%2Fapi%2Fevents%3Flimit%3D5",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Origin: http://localhost",
                    HTML);
            assertEquals(303, reply.status());
            assertEquals("/api/events?limit=5", reply.header("Location"));
            assertEquals(200, house.get("/api/status", cookie(reply)).status());
            Wire.Reply wrong = house.post("/sign-in", "name=anna&password=guess", HTML);
            assertEquals(401, wrong.status());
            assertTrue(wrong.body().contains("This name and password are not known here"), wrong.body());
            assertTrue(wrong.header("Content-Type").startsWith("text/html"));
            assertEquals("", wrong.header("WWW-Authenticate"));
            assertEquals(400, house.post("/sign-in", "name=anna").status());
            assertEquals(400, house.post("/sign-in", "name=%zz&password=x").status());
        }
    }

    @Test
    void aFormLeadsToNoOtherHost() {
        for (String back : List.of(
                "//evil.example",
                "/\\evil.example",
                "http://evil.example",
                "javascript:alert(1)",
                "/\t/evil.example",
                "/x\r\nSet-Cookie: a=b",
                "/sign-in?back=/sign-in",
                "")) {
            assertEquals("/", SessionCalls.safe(back), back);
        }
        assertEquals("/", SessionCalls.safe(null));
        assertEquals("/live?q=%3Cb%3E#x", SessionCalls.safe("/live?q=%3Cb%3E#x"));
    }

    @Test
    void leadsABrowserToThePageForSigningIn() throws IOException {
        try (House house = family()) {
            Wire.Reply reply = house.get("/live?level=ERROR&q=a%26b", HTML);
            assertEquals(303, reply.status());
            assertEquals("/sign-in?back=%2Flive%3Flevel%3DERROR%26q%3Da%2526b", reply.header("Location"));
            assertEquals("", reply.header("WWW-Authenticate"));
            assertEquals("/sign-in", house.get("/", HTML).header("Location"));
        }
    }

    @Test
    void asksForNoPasswordInAWindowOfTheBrowsersOwn() throws IOException {
        try (House house = family()) {
            for (String page : List.of(
                    PAGE,
                    "Cookie: webbrick-session=ended",
                    "Accept: text/event-stream",
                    "Accept: image/avif,image/webp,*/*;q=0.8",
                    "Sec-Fetch-Mode: cors")) {
                Wire.Reply reply = house.get("/api/status", page);
                assertEquals(401, reply.status(), page);
                assertEquals("", reply.header("WWW-Authenticate"), page);
            }
            assertFalse(house.get("/api/status").header("WWW-Authenticate").isEmpty(), "scripts need it");
        }
    }

    @Test
    void whoFollowsAStreamIsCutOffSoonAfterTheEndOfTheSession() throws Exception {
        try (House house = family();
                GatewayLogging logging = house.log()) {
            String victor = signIn(house, "victor");
            String anna = signIn(house, "anna");
            try (Listener ended = new Listener(house, "/api/tail?stream=Debug&logger=T", victor);
                    Listener other = new Listener(house, "/api/tail?stream=Debug&logger=T", anna)) {
                assertEquals(200, ended.status());
                assertEquals(200, other.status());
                delete(house, victor, PAGE);
                Awaitility.await().until(() -> {
                    GatewayLogging.handle("T").log(Level.INFO.number(), "something");
                    return ended.next() == null;
                });
                GatewayLogging.handle("T").log(Level.INFO.number(), "more");
                assertTrue(logging.flush(5_000));
                Awaitility.await().until(() -> other.next("record").message().equals("more"));
            }
        }
    }

    @Test
    void onlyAnAdminDownloadsDebug() throws IOException {
        try (House house = family()) {
            house.line("error.log", "x");
            house.line("debug.log", "x");
            String victor = signIn(house, "victor");
            assertEquals(200, house.get("/api/streams/Error/download", victor).status());
            Wire.Reply refused = house.get("/api/streams/debug/download", victor);
            assertEquals(403, refused.status());
            assertTrue(refused.body().contains("only an admin"), refused.body());
            assertEquals(
                    403,
                    house.get("/api/streams/Debug/download?format=gzip", "Authorization: Bearer t-view")
                            .status());
            assertEquals(
                    200,
                    house.get("/api/streams/Debug/download", signIn(house, "anna"))
                            .status());
        }
    }
}
