package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What can be done with a record on the Live page. */
final class LiveMenuTest extends LivePage {
    @Test
    void showsARecordInItsContextAndByItsLink() {
        house.log("INFO", logger + "y", 150, 20_000, "far #.");
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
        browser.await("what is further up, without filters as well", () -> {
            browser.run("document.querySelector('.window').scrollTop = 0");
            return browser.texts(FIRST).contains("far 0.");
        });
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
        long seconds = secondsOf("DEBUG");
        assertTrue(seconds > 29 * 60 && seconds <= 30 * 60, seconds + " s");
        log("DEBUG", "every detail");
        browser.keys("f");
        browser.see(FIRST, "every detail");
    }

    @Test
    void setsALevelForAWhileThatEndsByItself() {
        log("INFO", "talks");
        await("talks");
        follow("");
        browser.see(FIRST, "talks");
        browser.run("const ask = window.fetch; window.fetch = (path, options) => ask(path, options?.body"
                + " ? { ...options, body: options.body.replace('\"30m\"', '\"2s\"') } : options);");
        browser.keys("k", Keys.ENTER, "d");
        browser.see(".message", "for 30 minutes, then as configured");
        log("DEBUG", "in detail");
        browser.keys("f");
        browser.see(FIRST, "in detail");
        browser.await(
                "it has ended", () -> house.get("/api/loggers/" + logger).body().contains("\"set\":null"));
        log("DEBUG", "too much detail");
        log("INFO", "as before");
        browser.see(FIRST, "as before");
        assertEquals(List.of("talks", "in detail", "as before"), browser.texts(FIRST));
    }

    /** Seconds until a level of this test's logger ends; what is set must be this one. */
    private long secondsOf(String level) {
        String said = house.get("/api/loggers/" + logger).body();
        assertTrue(said.contains("\"set\":\"" + level + "\""), said);
        Matcher until = Pattern.compile("\"until\":\"([^\"]+)\"").matcher(said);
        assertTrue(until.find(), said);
        return Duration.between(Instant.now(), Instant.parse(until.group(1))).toSeconds();
    }
}
