package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The Problems page of a house whose configuration has a mistake. */
final class ProblemsTest extends InBrowser {
    @Override
    House house() throws IOException {
        Path conf = configuration(place);
        Files.writeString(
                conf.resolve("prod.cfg"),
                "[logging]\n[[loggers]]\n[[[dispatch]]]\nlevel = 'DEBGU'\nqualname = 'EventDespatch'\n",
                StandardCharsets.UTF_8);
        return new House(place, "--conf", conf.toString());
    }

    private String fold(String logger) {
        browser.see(".fold .logger", logger);
        return ".fold[data-id='"
                + browser.run(
                        "return Array.from(document.querySelectorAll('.fold')).find((f) =>"
                                + " f.querySelector('.logger').textContent === arguments[0]).dataset.id",
                        logger)
                + "']";
    }

    @Test
    void foldsWhatHappenedOftenAndLeadsToItsContext() {
        house.log("ERROR", "test.fold", 5, 1_000, "lamp # does not answer after # ms");
        browser.open(house.url() + "/problems");
        String fold = fold("test.fold");
        browser.see(fold + " .times", "5×");
        assertEquals(List.of("lamp … does not answer after … ms"), browser.texts(fold + " .template"));
        assertEquals(List.of("ERROR"), browser.texts(fold + " .level"));
        assertEquals(2, browser.all(fold + " .when time").size());
        assertEquals(1, browser.all(fold + " .rate rect").size(), "all within this hour");
        browser.click(fold + " .when a");
        browser.see(".row.marked .first", "lamp 4 does not answer after 4 ms");
    }

    @Test
    void acknowledgesAndOpensAgainWhatHappensAgain() {
        house.log("ERROR", "test.ack", "relay 7 is stuck!");
        browser.open(house.url() + "/problems");
        String fold = fold("test.ack");
        browser.click(fold + " summary");
        browser.see(fold + " pre", "IllegalStateException");
        browser.click(fold + " .acknowledge");
        browser.miss(".fold .logger", "test.ack");
        browser.click("main input[type=checkbox]");
        browser.see(fold + ".acknowledged .when", "acknowledged");
        browser.click(fold + " .acknowledge");
        browser.await("open again", () -> browser.all(fold + ".acknowledged").isEmpty());
        browser.click(fold + " .acknowledge");
        browser.see(fold + ".acknowledged");
        house.log("ERROR", "test.ack", "relay 9 is stuck!");
        browser.await(
                "open as it happened again",
                () -> browser.all(fold + ".acknowledged").isEmpty());
        browser.see(fold + " .times", "2×");
    }

    @Test
    void tellsLossesOnTop() {
        String moment = "2025-11-21T05:00:0";
        house.log(
                "ERROR",
                "WebBrickLibs.LogWriter",
                "lost 1200 records, " + moment + "0Z to " + moment + "2Z, <b>the ring was full</b>");
        house.log(
                "ERROR",
                "WebBrickLibs.LogWriter",
                "lost an unknown number of records, " + moment + "3Z to " + moment + "4Z, it was taken away");
        browser.open(house.url() + "/problems");
        browser.see(".above .notes li.bad", "1\u202f200 records of Error from 21 Nov 2025, 05:00:0");
        browser.see(".above .notes li.bad", ": <b>the ring was full</b>");
        browser.see(".above .notes li.bad", "an unknown number of records of Error from 21 Nov 2025, 05:00:0");
        assertTrue(
                browser.texts(".fold .logger").stream().noneMatch("WebBrickLibs.LogWriter"::equals),
                "a loss is no problem besides");
    }

    @Test
    void tellsMistakesOfTheConfigurationFirst() {
        browser.open(house.url() + "/problems");
        browser.see(".notes li", "DEBGU");
        browser.picture("problems");
        assertTrue(
                browser.texts(".notes li").get(0).contains("prod.cfg:4"),
                browser.texts(".notes li").toString());
    }

    @Test
    void showsHostileTextAsTextAndFitsOnAPhone() {
        house.log("ERROR", "test.<b>", "<script>document.title=name</script> ]]> \u202e \u001b[31m " + "x".repeat(300));
        for (boolean dark : List.of(false, true)) {
            browser.width(360, 740).dark(dark).open(house.url() + "/problems");
            browser.see(".fold .template", "<script>document.title=name</script> ]]> ");
            assertFalse(browser.scrollsSideways());
            assertEquals(List.of(), browser.findings());
        }
        assertTrue(String.valueOf(browser.driver().getTitle()).startsWith("Problems"));
    }

    @Test
    void canBeUsedWithTheKeyboardAlone() {
        house.log("WARNING", "test.keys", "press any key");
        browser.open(house.url() + "/problems");
        String fold = fold("test.keys");
        for (int i = 0; i < 80; i++) {
            browser.keys(Keys.TAB);
            if (Boolean.TRUE.equals(browser.run(
                    "return document.activeElement === document.querySelector(arguments[0])",
                    fold + " .acknowledge"))) {
                browser.keys(Keys.ENTER);
                browser.miss(".fold .logger", "test.keys");
                return;
            }
        }
        throw new AssertionError("the tab key does not lead to the button");
    }
}
