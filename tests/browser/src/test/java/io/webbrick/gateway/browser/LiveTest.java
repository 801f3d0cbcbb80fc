package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The Live page, over records that each test logs under a logger of its own. */
final class LiveTest {
    private static final String ROW = "main .row";
    /** Whether as many errors count as seen as are stored; how many are stored is told to pages once a second. */
    private static final String ALL_SEEN = "(() => { const request = new XMLHttpRequest();"
            + " request.open('GET', '/api/streams', false); request.send();"
            + " const error = JSON.parse(request.responseText).streams.find((stream) => stream.name === 'Error');"
            + " return JSON.parse(sessionStorage.getItem('webbrick-seen-errors') || '{}').Error === error.stored; })()";

    private static final String FIRST = "main .row .first";

    @TempDir
    static Path place;

    private static House house;
    private Browser browser;
    private String logger;

    @BeforeAll
    static void start() {
        Browser.fresh();
        house = new House(place);
    }

    @AfterAll
    static void stop() {
        if (house != null) {
            house.close();
        }
    }

    @BeforeEach
    void fresh(TestInfo test) {
        browser = Browser.fresh();
        logger = "test.x" + Integer.toHexString(test.getDisplayName().hashCode());
    }

    @AfterEach
    void complaints() {
        if (browser != null) {
            assertEquals(List.of(), browser.complaints());
        }
    }

    private Browser live(String query) {
        return browser.open(house.url() + "/live?logger=" + logger + query);
    }

    /** The page once it follows. */
    private void follow(String query) {
        live(query);
        browser.see(".pane .state[data-state=live]");
    }

    private void log(String level, String message) {
        house.log(level, logger, message);
    }

    private void logged(String... messages) {
        for (String message : messages) {
            log("INFO", message);
        }
        await(messages[messages.length - 1]);
    }

    /** Waits until the gateway can read it back. */
    private void await(String message) {
        String asked = "/api/streams/Debug/records?limit=1&q=" + URLEncoder.encode(message, StandardCharsets.UTF_8);
        browser.await(message + " is stored", () -> house.get(asked).body().contains(logger));
    }

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
    void filtersByLevelTextPatternAndNot() {
        logged("lamp 1 on", "lamp 22 on", "relay 3 on");
        log("ERROR", "lamp 4 broken");
        await("lamp 4 broken");
        follow("");
        browser.see(FIRST, "lamp 4 broken");
        browser.type(".filters .q", "LAMP");
        browser.miss(FIRST, "relay");
        assertEquals(List.of("lamp 1 on", "lamp 22 on", "lamp 4 broken"), browser.texts(FIRST));
        assertEquals("lamp", browser.texts(FIRST + " mark").get(0));
        browser.type(".filters .not", "lamp 22");
        browser.miss(FIRST, "lamp 22");
        browser.see(FIRST, "lamp 4 broken");
        assertEquals(List.of("lamp 1 on", "lamp 4 broken"), browser.texts(FIRST));
        browser.type(".filters .not", "");
        browser.type(".filters .q", "lamp \\d\\d|relay");
        browser.miss(FIRST, "lamp");
        browser.click(".regex");
        browser.see(FIRST, "lamp 22 on");
        browser.see(FIRST, "relay 3 on");
        assertEquals(2, browser.texts(FIRST).size());
        browser.type(".filters .q", "");
        browser.see(FIRST, "lamp 4 broken");
        browser.run(
                "const s = document.querySelector('.filters select'); s.value = 'ERROR'; s.dispatchEvent(new Event('change'))");
        browser.miss(FIRST, "relay");
        assertEquals(List.of("lamp 4 broken"), browser.texts(FIRST));
    }

    @Test
    void letsThroughOnlyWhatMatchesOfWhatComesIn() {
        follow("&q=yes&not=never");
        log("INFO", "no");
        log("INFO", "yes, but never");
        log("INFO", "yes 1");
        browser.see(FIRST, "yes 1");
        assertEquals(List.of("yes 1"), browser.texts(FIRST));
    }

    @Test
    void saysWhatIsWrongWithAPattern() {
        follow("&regex=true");
        browser.type(".filters .q", "lamp (");
        browser.see(".controls .wrong");
        assertEquals("true", browser.see(".filters .q").getAttribute("aria-invalid"));
        browser.type(".filters .q", "lamp");
        browser.await(
                "the complaint is gone",
                () -> browser.all(".controls .wrong[hidden]").size() == 1);
    }

    @Test
    void keepsTheViewInItsAddress() {
        logged("one", "two");
        follow("");
        browser.type(".filters .q", "tw");
        browser.miss(FIRST, "one");
        String address = browser.driver().getCurrentUrl();
        browser.driver().navigate().back();
        browser.see(FIRST, "one");
        browser.open("about:blank").open(address);
        browser.see(FIRST, "two");
        assertEquals("tw", browser.see(".filters .q").getAttribute("value"));
        assertEquals(List.of("two"), browser.texts(FIRST));
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
    void showsARecordInItsContextAndByItsLink() {
        logged("before it");
        house.log("INFO", logger + "x", "a neighbour");
        log("ERROR", "what a link is for");
        logged("after it");
        follow("&level=ERROR");
        browser.see(FIRST, "what a link is for");
        browser.keys("k", Keys.ENTER);
        browser.see(".menu");
        browser.keys("x");
        browser.see(".row.marked .first", "what a link is for");
        browser.see(FIRST, "a neighbour");
        browser.see(FIRST, "after it");
        String link = browser.driver().getCurrentUrl();
        assertTrue(link.contains("at="), link);
        browser.open("about:blank").open(link);
        browser.see(".row.marked .first", "what a link is for");
        browser.keys(Keys.ESCAPE, Keys.ESCAPE);
        browser.miss(FIRST, "a neighbour");
        browser.see(FIRST, "what a link is for");
    }

    @Test
    void copiesWithoutASecureContext() {
        log("ERROR", "copy me!");
        await("copy me!");
        follow("");
        browser.see(FIRST, "copy me!");
        browser.run("Object.defineProperty(navigator, 'clipboard', { value: undefined });"
                + "document.addEventListener('copy', () => { window.copied = document.activeElement.value; });");
        browser.keys("k", Keys.ENTER, "c");
        browser.see(".message", "copied");
        String copied = String.valueOf(browser.run("return window.copied"));
        assertTrue(copied.contains("copy me!\n\t") && copied.contains("IllegalStateException"), copied);
        browser.keys(Keys.ENTER, "l");
        browser.see(".message", "Link copied");
        copied = String.valueOf(browser.run("return window.copied"));
        assertTrue(copied.startsWith(house.url() + "/live?at="), copied);
    }

    @Test
    void showsOnlyOrHidesALogger() {
        house.log("INFO", logger + ".a", "from a");
        house.log("INFO", logger + ".b", "from b");
        await("from b");
        follow("");
        browser.see(FIRST, "from b");
        browser.keys("k", Keys.ENTER, "h");
        browser.miss(FIRST, "from b");
        assertEquals(List.of("from a"), browser.texts(FIRST));
        browser.click(".chips [aria-label^='Remove: hidden']");
        browser.see(FIRST, "from b");
        browser.keys("k", "k", Keys.ENTER, "o");
        browser.miss(FIRST, "from b");
        assertEquals(List.of("from a"), browser.texts(FIRST));
    }

    @Test
    void quietsAndDebugsALogger() {
        log("INFO", "too loud");
        await("too loud");
        follow("");
        browser.see(FIRST, "too loud");
        browser.keys("k", Keys.ENTER, "q");
        browser.see(".message", logger + " logs from WARNING on");
        assertTrue(house.get("/api/loggers").body().contains("\"" + logger + "\""), "the level is set");
        log("INFO", "not heard");
        log("WARNING", "heard");
        browser.keys("f");
        browser.see(FIRST, "heard");
        assertFalse(browser.texts(FIRST).contains("not heard"));
        browser.keys("k", Keys.ENTER, "d");
        browser.see(".message", "for 30 minutes");
        log("DEBUG", "every detail");
        browser.keys("f");
        browser.see(FIRST, "every detail");
    }

    @Test
    void goesByKeysFromErrorToErrorAndFromWarningToWarning() {
        logged("a");
        log("ERROR", "first error");
        log("WARNING", "a warning");
        log("ERROR", "second error");
        logged("z");
        follow("");
        browser.see(FIRST, "z");
        browser.keys("E");
        browser.see(".row.current .first", "second error");
        browser.keys("E");
        browser.see(".row.current .first", "first error");
        browser.keys("e");
        browser.see(".row.current .first", "second error");
        browser.keys("W");
        browser.see(".row.current .first", "a warning");
        browser.keys("w");
        browser.keys("k");
        browser.see(".row.current .first", "first error");
        browser.keys("j");
        browser.see(".row.current .first", "a warning");
        browser.keys("f");
        browser.see(".pane .state[data-state=live]");
        browser.keys(" ");
        browser.see(".pane .state[data-state=paused]");
        browser.keys(" ");
        browser.see(".pane .state[data-state=live]");
        browser.keys("?");
        browser.see("dialog.help", "next, previous error");
        assertEquals(List.of(), browser.findings());
        browser.keys(Keys.ESCAPE);
        browser.await("the keys are gone", () -> browser.all("dialog").isEmpty());
        browser.keys("/", "warn", Keys.ENTER);
        browser.miss(FIRST, "error");
        browser.keys(Keys.ESCAPE, "N");
        browser.see(".row.current .first", "a warning");
    }

    @Test
    void goesToTheOldestAndTheNewestByKeys() {
        house.log("INFO", logger, 1_000, 20_000, "line #.");
        await("line 999.");
        follow("");
        browser.see(FIRST, "line 999.");
        browser.keys("g");
        browser.see(".row.current .first", "line 0.");
        assertFalse(browser.texts(FIRST).contains("line 999."));
        browser.keys("G");
        browser.see(FIRST, "line 999.");
        browser.see(".pane .state[data-state=live]");
    }

    @Test
    void searchesAllThatIsStored() {
        house.log("INFO", logger, 3_000, 20_000, "line # of a long history");
        await("line 2999 of");
        follow("&q=line%207%20of");
        browser.click(".search");
        browser.see(".strip", "1 found");
        browser.see(FIRST, "line 7 of a long history");
        assertTrue(browser.driver().getCurrentUrl().contains("search=true"));
        browser.click(".strip button");
        browser.see(".pane .state[data-state=live]");
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
                .moveToElement(picture, half - 40, 0)
                .clickAndHold()
                .moveByOffset(30, 0)
                .release()
                .perform();
        browser.see(".strip", "Only from");
        String address = browser.driver().getCurrentUrl();
        assertTrue(address.contains("from=") && address.contains("to="), address);
        browser.keys(Keys.ESCAPE);
        browser.see(".pane .state[data-state=live]");
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
        browser.see(".tabs [data-stream=Error] .unread", "1");
    }

    @Test
    void opensAtTheBottomOfEveryPage() {
        browser.open(house.url() + "/storage");
        browser.see("header .log");
        toggle();
        browser.see(".dock .pane .state[data-state=live]");
        log("INFO", "seen from storage");
        browser.see(".dock .row .first", "seen from storage");
        assertEquals(List.of(), browser.findings());
        browser.open(house.url() + "/problems");
        browser.see(".dock .row .first", "seen from storage");
        toggle();
        browser.await("it is closed", () -> browser.all(".dock").isEmpty());
        browser.open(house.url() + "/levels");
        browser.see("header .log");
        assertTrue(browser.all(".dock").isEmpty(), "it stays closed");
    }

    private void toggle() {
        new Actions(browser.driver())
                .keyDown(Keys.SHIFT)
                .keyDown(Keys.ALT)
                .sendKeys("l")
                .keyUp(Keys.ALT)
                .keyUp(Keys.SHIFT)
                .perform();
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
        follow("");
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
    void goesOnAfterTheGatewayCameBackWithoutLossOrDoubling() {
        follow("");
        house.log("INFO", logger, 20, 1_000, "before #.");
        browser.see(FIRST, "before 19.");
        house.stop();
        browser.see(".pane .state[data-state=lost]");
        house.startAgain();
        house.log("INFO", logger, 20, 1_000, "after #.");
        browser.see(FIRST, "after 19.");
        var expected = new ArrayList<String>();
        IntStream.range(0, 20).forEach(i -> expected.add("before " + i + "."));
        IntStream.range(0, 20).forEach(i -> expected.add("after " + i + "."));
        assertEquals(expected, browser.texts(FIRST));
        browser.complaints();
    }

    @Test
    void keepsUpWithAHouseThatTalksALot() {
        int seconds = Integer.getInteger("live.seconds", 4);
        int count = 133 * seconds;
        follow("");
        browser.run("window.got = []; window.most = 0; new MutationObserver((changes) => { for (const c of changes)"
                + " for (const n of c.addedNodes) if (n.record) window.got.push(n.querySelector('.first').textContent);"
                + " window.most = Math.max(window.most, document.querySelectorAll('.row').length); })"
                + ".observe(document.querySelector('.rows'), { childList: true });");
        house.log("INFO", logger, count, 133, "line #.");
        browser.await(seconds + 20, "the last line", () -> browser.texts(FIRST).contains("line " + (count - 1) + "."));
        assertEquals(
                IntStream.range(0, count).mapToObj(i -> "line " + i + ".").toList(), browser.run("return window.got"));
        assertTrue(browser.number("return window.most") <= 1_300, "the page stays bounded");
        assertTrue(browser.all(".window .note button").isEmpty(), "nothing was skipped");
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

    @Test
    void canBeUsedWithTheKeyboardAlone() {
        logged("one", "two");
        follow("");
        browser.see(FIRST, "two");
        var reached = new ArrayList<String>();
        for (int i = 0; i < 30 && !reached.contains("window"); i++) {
            browser.keys(Keys.TAB);
            reached.add(String.valueOf(browser.run("return document.activeElement.className.split(' ')[0]")));
        }
        assertTrue(
                reached.containsAll(List.of("skip", "home", "pause", "q", "regex", "not", "search", "window")),
                reached.toString());
        browser.keys(Keys.ARROW_UP);
        browser.see(".row.current .first", "two");
        browser.keys(Keys.ENTER);
        browser.see(".menu button:focus");
        browser.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ESCAPE);
        browser.await(
                "the focus is back on the record",
                () -> Boolean.TRUE.equals(browser.run("return document.activeElement.classList.contains('row')")));
    }
}
