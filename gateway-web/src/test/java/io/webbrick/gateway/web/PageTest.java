package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageTest {
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/static/[^\"]+)\"");

    private House house;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        house = new House(directory);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private void reading(int minutesAgo, String source, Object value) {
        house.event(House.NOW.minus(Duration.ofMinutes(minutesAgo)), "temperature", source, Map.of("val", value));
    }

    private String page(String query) throws IOException {
        Wire.Reply reply = house.get("/" + query);
        assertEquals(200, reply.status(), reply.body());
        assertEquals("text/html; charset=utf-8", reply.header("Content-Type"));
        return reply.body();
    }

    private static void assertHolds(String page, String part) {
        assertTrue(page.contains(part), part + " in " + page);
    }

    @Test
    void saysWhatToDoWhileNothingHasHappened() throws IOException {
        String page = page("");
        assertHolds(page, "Rose Cottage");
        assertHolds(page, "Nothing has happened yet");
        assertHolds(page, "no source has sent a number");
        assertHolds(page, "everything is recorded");
    }

    @Test
    void showsTheLatestEventsNewestFirstInLocalTime() throws IOException {
        reading(2, "older", 1.25);
        house.event(House.NOW, HomeEvent.TYPE_PREFIX + "webbrick/CT", "newer", Map.of("val", 0.1 + 0.2));
        String page = page("");
        assertTrue(page.indexOf(">newer<") < page.indexOf(">older<"), page);
        assertHolds(page, "<td class=\"type\">webbrick/CT</td>");
        assertHolds(page, "<time datetime=\"2026-11-21T05:18:00Z\">05:18:00</time>");
        assertHolds(page, "<b>val</b> 0.3</span>");
        assertHolds(page, "times in UTC");
    }

    @Test
    void drawsTemperaturesForANewcomer() throws IOException {
        for (String source : List.of("power/a", "temperature/1", "temperature/2", "time/minute")) {
            reading(1, source, 1.0);
        }
        String page = page("");
        assertHolds(page, "/history.svg?range=1h&amp;source=power%2Fa");
        assertFalse(page.contains("source=time%2Fminute"), page);
        assertHolds(page, "name=\"source\" value=\"temperature/1\" checked");
        assertHolds(page, "name=\"range\" value=\"1h\" checked");
    }

    @Test
    void listsSourcesWithTheirNameAndNewestReading() throws IOException {
        house.event(House.NOW, "t", "a", Map.of("val", 7.25, "name", "Attic", "unit", "°C"));
        house.event(House.NOW, HomeEvent.TYPE_PREFIX + "webbrick/ET", "b", Map.of("val", -1000.0));
        reading(1, "c", 3L);
        String page = page("");
        assertHolds(
                page,
                "Attic <small>a</small></span><span class=\"value\" data-value=\"a\" title=\"val, 0 s ago\">7.25 °C<");
        assertHolds(page, "data-value=\"b\" title=\"val, 0 s ago\">fault<");
        assertHolds(page, "data-value=\"c\" title=\"val, 1 min ago\">3<");
    }

    @Test
    void staysReadableWithThousandsOfSources() throws IOException {
        for (int i = 0; i < 300; i++) {
            reading(1, "s" + i, 1.0);
        }
        reading(1, "x".repeat(1_000), 1.0);
        String page = page("?source=s99&source=" + "y".repeat(201));
        assertEquals(201, page.split("type=\"checkbox\"", -1).length - 1);
        assertHolds(page, "value=\"s99\" checked");
        assertHolds(page, "and 99 more");
        assertFalse(page.contains("x".repeat(201)), "a source that fits into no address");
        assertFalse(page.contains("y".repeat(201)), "a source that fits into no address");
    }

    @Test
    void drawsWhatItsAddressSays() throws IOException {
        reading(1, "a", 1.0);
        reading(1, "b&c", 2.0);
        String page = page("?source=b%26c&range=7d&attr=val");
        assertHolds(page, "src=\"/history.svg?range=7d&amp;source=b%26c&amp;attr=val&amp;width=1000");
        assertHolds(page, "value=\"b&amp;c\" checked");
        assertFalse(page.contains("value=\"a\" checked"), page);
        assertHolds(page, "name=\"range\" value=\"7d\" checked");
    }

    @Test
    void drawsNothingWhenEverythingIsUnchecked() throws IOException {
        reading(1, "a", 1.0);
        assertHolds(page("?range=1h"), "Choose a source");
    }

    @Test
    void forgivesNonsenseInItsAddress() throws IOException {
        reading(1, "a", 1.0);
        assertHolds(page("?range=<b>&x=y"), "name=\"range\" value=\"1h\" checked");
    }

    @Test
    void showsHostileTextAsText() throws IOException {
        String evil = "<img src=x onerror=alert(1)>\"'\u202e\u0007&amp;";
        house.event(House.NOW, "<script>alert(1)</script>", evil, Map.of(evil, evil, "val", 1L));
        house.event(House.NOW, "t", "s", "]]><script>x</script>");
        house.problems = List.of("<script>config</script>");
        String page = page("");
        assertFalse(page.contains("<img src=x"), page);
        assertEquals(1, page.split("<script", -1).length - 1, "only our own script");
        assertHolds(page, "&lt;img src=x onerror=alert(1)&gt;&quot;&#39;\\u202e\\u0007&amp;amp;");
        assertHolds(page, "&lt;script&gt;config&lt;/script&gt;");
    }

    @Test
    void holdsNothingThatItsPolicyWouldForbid() throws IOException {
        reading(1, "a", 1.0);
        String page = page("");
        assertFalse(page.contains(" style="), page);
        assertFalse(page.contains(" on"), "no handlers: " + page.replaceAll("(?s).* (on.{20}).*", "$1"));
        assertFalse(page.contains("<style"), page);
        assertFalse(page.matches("(?s).*<script[^>]*>[^<].*"), page);
        assertFalse(page.contains("http://") && page.contains("src=\"http"), page);
    }

    @Test
    void saysWhenRecordsWereLost() throws IOException {
        house.lost = 1_234;
        assertHolds(page(""), "1\u202f234 records lost");
    }

    @Test
    void saysWhenTheConfigurationIsBroken() throws IOException {
        house.problems = List.of("prod.cfg:3: error: level \"DEBGU\" unknown");
        String page = page("");
        assertHolds(page, "configuration needs a look");
        assertHolds(page, "prod.cfg:3: error: level &quot;DEBGU&quot; unknown");
    }

    @Test
    void servesItsFilesForEverUnderHashedNames() throws IOException {
        var names = new TreeSet<String>();
        for (String path : List.of("/", "/live", "/problems", "/levels", "/history", "/storage", "/sign-in")) {
            Matcher assets = ASSET.matcher(house.get(path).body());
            while (assets.find()) {
                names.add(assets.group(1));
            }
        }
        assertEquals(5, names.size(), names.toString());
        for (String name : names) {
            Wire.Reply file = house.get(name);
            assertEquals(200, file.status(), name);
            assertTrue(file.header("Cache-Control").contains("immutable"), file.head());
            String tag = file.header("ETag");
            Wire.Reply again = house.get(name, "If-None-Match: " + tag);
            assertEquals(304, again.status());
            assertEquals(tag, again.header("ETag"));
        }
    }

    @Test
    void packsItsFilesForThoseWhoCanUnpackThem() throws IOException {
        Matcher assets = ASSET.matcher(page(""));
        assertTrue(assets.find());
        String name = assets.group(1);
        Wire.Reply plain = house.get(name);
        assertEquals("", plain.header("Content-Encoding"));
        Wire.Reply refused = house.get(name, "Accept-Encoding: br, gzip;q=0");
        assertEquals("", refused.header("Content-Encoding"));
        assertEquals(plain.body(), refused.body());
        Wire.Reply packed = house.get(name, "Accept-Encoding: br;q=0.5, gzip");
        assertEquals("gzip", packed.header("Content-Encoding"));
        assertEquals("Accept-Encoding", packed.header("Vary"));
        assertTrue(
                Integer.parseInt(packed.header("Content-Length")) < Integer.parseInt(plain.header("Content-Length")),
                packed.head());
    }

    @Test
    void leadsToEveryPlaceAndSaysWhereTheVisitorIs() throws IOException {
        for (String path : List.of("/", "/live", "/problems", "/levels", "/history", "/storage")) {
            String page = house.get(path).body();
            assertHolds(page, "<a href=\"" + path + "\" aria-current=\"page\">");
            assertEquals(1, page.split("aria-current", -1).length - 1, path);
            assertEquals(6, page.split("<li><a href=\"/", -1).length - 1, path);
            assertHolds(page, "data-zone=\"UTC\"");
            assertHolds(page, "<h1>");
        }
    }

    @Test
    void signsInWithAFormThatNeedsNoScript() throws IOException {
        String page = house.get("/sign-in?back=/live?level=ERROR%26q=%22%3E%3Cscript%3E")
                .body();
        assertHolds(page, "<form class=\"card\" id=\"sign-in\" method=\"post\" action=\"/sign-in\">");
        assertHolds(page, "name=\"back\" value=\"/live?level=ERROR&amp;q=&quot;&gt;&lt;script&gt;\"");
        assertHolds(page, "type=\"password\" autocomplete=\"current-password\"");
        assertFalse(page.contains("<nav"), "nowhere to go before signing in");
    }
}
