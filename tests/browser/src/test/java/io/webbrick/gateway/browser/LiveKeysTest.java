package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The keys of the Live page, and the same list at the bottom of any page. */
final class LiveKeysTest extends LivePage {
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
    void goesByKeysFromOneRecordThatHoldsTheTextToTheOther() {
        logged("lamp 1", "relay", "lamp 2", "door", "lamp 3");
        follow("&q=lamp");
        browser.see(FIRST, "lamp 3");
        browser.keys("N", "N");
        browser.see(".row.current .first", "lamp 2");
        browser.keys("n");
        browser.see(".row.current .first", "lamp 3");
        browser.keys(Keys.ESCAPE);
        browser.await("none is chosen", () -> browser.all(".row.current").isEmpty());
    }

    @Test
    void goesToErrorsAndWarningsBeyondWhatIsLoaded() {
        log("ERROR", "an early error");
        log("WARNING", "an early warning");
        house.log("INFO", logger, 900, 20_000, "line #.");
        await("line 899.");
        follow("");
        browser.see(FIRST, "line 899.");
        assertFalse(browser.texts(FIRST).contains("an early warning"));
        browser.keys("W");
        browser.see(".row.marked .first", "an early warning");
        browser.keys("E");
        browser.see(".row.current .first", "an early error");
        browser.keys("w");
        browser.see(".row.current .first", "an early warning");
        browser.keys("E", "E");
        browser.see("#message", "There is no earlier one");
        browser.keys(Keys.ESCAPE, Keys.ESCAPE);
        browser.see(".pane .state[data-state=live]");
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
}
