package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The Live page as records come in and as they are read. */
final class LiveTest extends LivePage {
    /** Whether as many errors count as seen as are stored; how many are stored is told to pages once a second. */
    private static final String ALL_SEEN = "(() => { const request = new XMLHttpRequest();"
            + " request.open('GET', '/api/streams', false); request.send();"
            + " const error = JSON.parse(request.responseText).streams.find((stream) => stream.name === 'Error');"
            + " return JSON.parse(sessionStorage.getItem('webbrick-seen-errors') || '{}').Error === error.stored; })()";

    @Test
    void showsANewRecordWithinASecond() {
        follow("");
        log("INFO", "to warm up");
        browser.see(FIRST, "to warm up");
        long begin = System.nanoTime();
        log("WARNING", "the lamp is out");
        browser.see(FIRST, "the lamp is out");
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(millis < 1_000, "took " + millis + " ms");
        assertEquals(List.of("INFO", "WARNING"), browser.texts(ROW + " .level"));
        assertEquals(List.of(logger, logger), browser.texts(ROW + " .logger"));
    }

    @Test
    void waitsBelowWhileSomebodyReads() {
        house.log("INFO", logger, 120, 5_000, "line #.");
        await("line 119.");
        follow("");
        browser.see(FIRST, "line 119.");
        browser.run("document.querySelector('.window').scrollTop = 300");
        browser.see(".pane .state[data-state=paused]");
        log("INFO", "while reading");
        browser.see(".fresh", "1 new");
        log("INFO", "still reading");
        browser.see(".fresh", "2 new");
        assertFalse(browser.texts(FIRST).contains("still reading"));
        browser.click(".fresh");
        browser.see(FIRST, "still reading");
        browser.see(".pane .state[data-state=live]");
        assertEquals(122, browser.texts(FIRST).size());
    }

    @Test
    void showsOlderOnesOnScrollingUpThroughEverythingStored() {
        house.log("INFO", logger, 2_500, 20_000, "line #.");
        await("line 2499.");
        follow("");
        browser.see(FIRST, "line 2499.");
        var seen = new ArrayList<String>();
        browser.await("the first line", () -> {
            browser.run("document.querySelector('.window').scrollTop = 0");
            List<String> now = browser.texts(FIRST);
            assertTrue(now.size() <= 1_200, now.size() + " rows in the page");
            seen.clear();
            seen.addAll(now);
            return now.contains("line 0.");
        });
        assertEquals(
                IntStream.range(0, seen.size()).mapToObj(i -> "line " + i + ".").toList(), seen);
        browser.await("the last line again", () -> {
            browser.run("const w = document.querySelector('.window'); w.scrollTop = w.scrollHeight");
            return browser.all(".pane .state[data-state=live]").size() == 1;
        });
        assertTrue(browser.texts(FIRST).size() <= 1_200, "bounded on the way down as well");
        log("INFO", "and on it goes");
        browser.see(FIRST, "and on it goes");
        List<String> last = browser.texts(FIRST);
        assertEquals("line 2499.", last.get(last.size() - 2));
    }

    @Test
    void foldsStackTraces() {
        log("ERROR", "handler failed!");
        await("handler failed!");
        follow("");
        browser.see(".trace summary", "the brick is gone");
        assertFalse(browser.is("document.querySelector('.trace').open"));
        browser.keys("k", "t");
        browser.see(".trace[open] pre");
        browser.see(".trace pre", "TalkingHouse");
    }

    @Test
    void drawsTheVolumeAndZoomsWithABrush() {
        house.log("INFO", logger, 50, 5_000, "line #.");
        log("ERROR", "one error");
        await("one error");
        follow("");
        browser.see(".volumes .quiet", "51 records");
        browser.see(".volumes .quiet", "1 ERROR");
        assertEquals(1, browser.all(".volume rect.error").size());
        var picture = browser.see(".volume");
        int half = picture.getSize().getWidth() / 2;
        new Actions(browser.driver())
                .moveToElement(picture, half - 140, 0)
                .clickAndHold()
                .moveByOffset(100, 0)
                .release()
                .perform();
        browser.see(".strip", "Only from");
        double pixel = 3_600_000.0 / (2 * half);
        assertEquals(100 * pixel, moment("to") - moment("from"), 2 * pixel, "as wide as what was drawn");
        assertEquals(System.currentTimeMillis() - 40 * pixel, moment("to"), 30_000, "and where it was drawn");
        browser.miss(FIRST, "one error");
        browser.keys(Keys.ESCAPE);
        browser.see(".pane .state[data-state=live]");
        browser.see(FIRST, "one error");
        browser.await(
                "the whole hour again",
                () -> browser.texts(".volumes .quiet").get(0).contains("1 ERROR"));
        new Actions(browser.driver())
                .moveToElement(browser.see(".volume rect.error"))
                .click()
                .perform();
        browser.see(".strip", "Only from");
        browser.see(FIRST, "one error");
        assertEquals(
                3_600_000.0 / Math.min(200, 2 * half / 7), moment("to") - moment("from"), 100, "a click takes one bar");
    }

    /** A moment in the page's address. */
    private double moment(String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]+)")
                .matcher(browser.driver().getCurrentUrl());
        assertTrue(found.find(), name);
        return Instant.parse(URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
                .toEpochMilli();
    }

    @Test
    void countsErrorsThatNobodyHasLookedAt() {
        follow("");
        log("ERROR", "look here");
        browser.see(".tabs [data-stream=Error] .unread");
        browser.click(".tabs [data-stream=Error]");
        browser.see(FIRST, "look here");
        browser.await("what is shown counts as seen", () -> browser.is(ALL_SEEN));
        browser.click(".tabs [data-stream=Debug]");
        browser.see(".tabs [data-stream=Debug][aria-selected=true]");
        assertEquals(List.of(), browser.texts(".tabs .unread"));
        log("ERROR", "and again");
        browser.await(
                "one at least: others in the house may fail too",
                () -> browser.texts(".tabs .unread").stream().anyMatch(count -> count.matches("(?s)[1-9].*")));
    }

    @Test
    void keepsTheFocusOnATabWhileItsCountChanges() {
        follow("");
        browser.run("document.querySelector('.tabs [data-stream=Error]').focus()");
        log("ERROR", "count me");
        browser.see(".tabs [data-stream=Error] .unread");
        assertEquals("Error", browser.run("return document.activeElement.dataset.stream"));
    }

    @Test
    void showsHostileTextAsText() {
        List<String> hostile = List.of(
                "<script>document.title='hit'</script>",
                "]]><img src=x onerror=\"document.title='hit'\">",
                "\u001b[31mred\u001b[0m and \u0007",
                "user \u202egnp.exe\u202c \u2066x\u2069 \u200b",
                "a\r\n2026-11-21T00:00:00.000Z ERROR forged a record",
                "javascript:alert(1) \" ' ` ${7*7} {{7*7}} &lt;b&gt;");
        hostile.forEach(text -> log("WARNING", text));
        log("INFO", "the last of them");
        await("the last of them");
        follow("&hide=a%E2%80%AEb%07c");
        assertTrue(browser.texts(".chips").get(0).contains("a\\u202eb\\u0007c"), "what comes from the address");
        browser.see(FIRST, "the last of them");
        assertEquals(7, browser.all(ROW).size(), "no line forged a record");
        List<String> shown = browser.texts(FIRST);
        assertEquals("<script>document.title='hit'</script>", shown.get(0));
        assertTrue(shown.get(5).contains("${7*7} {{7*7}} &lt;b&gt;"), shown.get(5));
        for (String text : shown) {
            assertTrue(
                    text.codePoints()
                            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT),
                    text);
        }
        assertFalse(String.valueOf(browser.driver().getTitle()).contains("hit"));
        assertTrue(browser.all(".window img, .window script").isEmpty());
        browser.keys("k", Keys.ENTER);
        browser.see(".menu");
    }

    @Test
    void isUsableOnAPhoneAndInTheDark() {
        logged("short", "a long message that has to be wrapped on a narrow screen " + "again and ".repeat(20));
        log("ERROR", "with a trace!");
        await("with a trace!");
        for (boolean dark : List.of(false, true)) {
            browser.width(360, 740).dark(dark);
            follow("");
            browser.see(FIRST, "with a trace!");
            assertFalse(browser.scrollsSideways());
            assertFalse(browser.is("document.querySelector('.window').scrollWidth >"
                    + " document.querySelector('.window').clientWidth"));
            assertEquals(List.of(), browser.findings());
        }
        browser.click(ROW + " .more");
        browser.see(".menu");
        assertFalse(browser.scrollsSideways());
        assertEquals(List.of(), browser.findings());
    }
}
