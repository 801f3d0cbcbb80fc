package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The Live page under load, and while its gateway is away. */
final class LiveStreamTest extends LivePage {
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
    void tellsWhatWasSkippedAndLoadsItPieceByPiece() {
        int count = 12_001;
        follow("");
        browser.run("const ask = window.fetch; window.fetch = (path, options) => path.startsWith('/api/tail')"
                + " ? new Promise((go) => { window.go = () => go(ask(path, options)); }) : ask(path, options);");
        browser.run("history.pushState(null, '', location.href + '&q=line'); dispatchEvent(new Event('popstate'))");
        browser.await("the page asks for what comes", () -> browser.is("window.go"));
        house.log("INFO", logger, count - 1, 400_000, "line #.");
        await("line " + (count - 2) + ".");
        browser.run("window.go()");
        browser.see(".window .note", "skipped ");
        log("INFO", "line " + (count - 1) + ".");
        browser.see(FIRST, "line " + (count - 1) + ".");
        int skipped = skipped();
        int behind = numbers().get(numbers().size() - 1) + 1 - afterTheHole();
        int first = count - behind - skipped;
        browser.click(".window .note button");
        browser.await("the first of them", () -> numbers().contains(first));
        List<Integer> loaded = numbers();
        int at = loaded.indexOf(first);
        int seen = Math.min(900, skipped);
        assertEquals(
                IntStream.range(first, first + seen).boxed().toList(),
                loaded.subList(at, Math.min(loaded.size(), at + seen)),
                "the page has room for these, if not for all that was loaded");
        assertTrue(loaded.size() <= 1_200, loaded.size() + " rows in the page");
        browser.see(".pane .state[data-state=paused]");
        browser.keys("f");
        browser.see(FIRST, "line " + (count - 1) + ".");
        browser.see(".pane .state[data-state=live]");
    }

    private int skipped() {
        String text = browser.texts(".window .note").stream()
                .filter(each -> each.startsWith("skipped "))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(text.replaceAll("\\D", ""));
    }

    /** The number of the first record behind the hole. */
    private int afterTheHole() {
        return (int) browser.number("return Number(Array.from(document.querySelectorAll('.window .note'))"
                + ".find((n) => n.querySelector('button')).nextElementSibling.querySelector('.first')"
                + ".textContent.replace(/\\D/g, ''))");
    }

    private List<Integer> numbers() {
        return browser.texts(FIRST).stream()
                .map(text -> Integer.valueOf(text.replaceAll("\\D", "")))
                .toList();
    }

    @Test
    void goesOnAfterTheGatewayCameBackWithoutLossOrDoubling() {
        follow("");
        house.log("INFO", logger, 20, 1_000, "before #.");
        browser.see(FIRST, "before 19.");
        house.stop();
        try {
            browser.see(".pane .state[data-state=lost]");
            browser.keys("g");
            browser.see("#message", "The gateway does not answer; is it running?");
            assertEquals(20, browser.texts(FIRST).size(), "what was there stays");
        } finally {
            house.startAgain();
        }
        house.log("INFO", logger, 20, 1_000, "after #.");
        browser.see(FIRST, "after 19.");
        var expected = new ArrayList<String>();
        IntStream.range(0, 20).forEach(i -> expected.add("before " + i + "."));
        IntStream.range(0, 20).forEach(i -> expected.add("after " + i + "."));
        assertEquals(expected, browser.texts(FIRST));
        browser.miss("#message", "does not answer");
        browser.complaints();
    }

    @Test
    void problemsAndTheLogBelowThemSayThatTheyWaitAndGoOn() {
        browser.open(house.url() + "/storage");
        browser.run("sessionStorage.setItem('webbrick-dock', '?logger=' + arguments[0])", logger);
        log("WARNING", "pump 1 is slow");
        browser.open(house.url() + "/problems");
        browser.see(".dock .row .first", "pump 1 is slow");
        browser.see(".fold .logger", logger);
        house.stop();
        try {
            browser.see(".dock .state[data-state=lost]");
            look();
            browser.see(".bar .quiet", "not up to date: the gateway does not answer");
        } finally {
            house.startAgain();
        }
        log("WARNING", "pump 2 is slow");
        browser.see(".dock .row .first", "pump 2 is slow");
        assertEquals(List.of("pump 1 is slow", "pump 2 is slow"), browser.texts(".dock .row .first"));
        look();
        browser.see(".fold .times", "2×");
        browser.miss(".bar .quiet", "not up to date");
        browser.complaints();
    }

    /** Lets the page ask now, as it does when somebody comes back to it. */
    private void look() {
        browser.run("document.dispatchEvent(new Event('visibilitychange'))");
    }
}
