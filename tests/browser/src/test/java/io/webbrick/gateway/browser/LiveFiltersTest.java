package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown of a stream on the Live page, and searching all of it. */
final class LiveFiltersTest extends LivePage {
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
}
