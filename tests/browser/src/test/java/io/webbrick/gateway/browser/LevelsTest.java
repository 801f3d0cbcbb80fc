package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The tree of loggers, and levels set with it. */
final class LevelsTest extends InBrowser {
    @BeforeAll
    void start() {
        house.log("INFO", "House.Heating.Boiler", "warm");
        house.log("INFO", "House.Heating.Pump", "turns");
    }

    private void open(House of, String logger) {
        browser.open(of.url() + "/levels?logger=" + logger);
        browser.see("#tree li[aria-selected=true]");
        browser.see("#one-title", logger);
    }

    private String api(String logger) {
        return house.get("/api/loggers/" + logger).body();
    }

    @Test
    void setsALevelForATimeAndTakesItBack() {
        open(house, "House.Heating.Boiler");
        browser.see("#one-origin", "log.cfg:");
        browser.run("document.querySelector('#level').value = 'WARNING'; document.querySelector('#for').value = '10m'");
        browser.click("#set");
        browser.see("#message", "House.Heating.Boiler is set to WARNING until");
        browser.see("#tree li[aria-selected=true]", "back in 10 min");
        browser.see("#one-level", "WARNING");
        assertTrue(api("House.Heating.Boiler").contains("\"set\":\"WARNING\""), api("House.Heating.Boiler"));
        Matcher until = Pattern.compile("\"until\":\"([^\"]+)\"").matcher(api("House.Heating.Boiler"));
        assertTrue(until.find());
        long left =
                Duration.between(Instant.now(), Instant.parse(until.group(1))).toSeconds();
        assertTrue(left > 580 && left <= 600, left + " s");
        browser.picture("levels");
        browser.click("#revert");
        browser.see("#message", "House.Heating.Boiler is at INFO again.");
        browser.see("#one-set", "nothing");
        assertTrue(api("House.Heating.Boiler").contains("\"set\":null"), api("House.Heating.Boiler"));
    }

    @Test
    void showsThatATimedLevelHasEndedByItself() {
        open(house, "House.Heating.Pump");
        browser.run("document.querySelector('#level').value = 'ERROR';"
                + "document.querySelector('#for').append(new Option('3 s', '3s', true, true))");
        browser.click("#set");
        browser.see("#one-level", "ERROR");
        browser.see("#tree li[aria-selected=true]", "back in");
        browser.miss("#tree li[aria-selected=true]", "back in");
        browser.see("#one-level", "INFO");
        assertTrue(api("House.Heating.Pump").contains("\"set\":null"), api("House.Heating.Pump"));
    }

    @Test
    void worksWithKeysAlone() {
        open(house, "(root)");
        browser.run("document.querySelector('#tree [tabindex=\"0\"]').focus()");
        browser.keys("h");
        browser.see("#one-title", "House");
        browser.await(
                "closed",
                () -> browser.all("#tree li[data-name=House][aria-expanded=false]")
                                .size()
                        == 1);
        browser.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        browser.see("#one-title", "House.Heating.Boiler");
        browser.keys(Keys.ARROW_DOWN);
        browser.see("#one-title", "House.Heating.Pump");
        browser.keys(Keys.ARROW_LEFT);
        browser.see("#one-title", "House.Heating");
        browser.keys(Keys.ENTER);
        assertEquals("level", browser.run("return document.activeElement.id"));
        browser.keys("E", Keys.TAB, Keys.TAB, Keys.ENTER);
        browser.see("#message", "House.Heating is set to ERROR");
        browser.click("#revert");
        browser.see("#message", "is at");
    }

    @Test
    void findsLoggersByName() {
        open(house, "(root)");
        browser.type("#find-logger", "boiler");
        browser.await(
                "only those on the way to it",
                () -> browser.texts("#tree li .label").equals(List.of("(root)", "House", "Heating", "Boiler")));
        browser.type("#find-logger", "nobodyatall");
        browser.see("#tree-more", "No logger");
    }

    @Test
    void namesWhoWritesMost() {
        house.log("INFO", "House.Talker", 50, 1_000, "chatter #");
        open(house, "(root)");
        browser.see("#talkers th", "House.Talker");
        browser.click("#talkers th button");
        browser.await("a talker is chosen", () -> !browser.texts("#one-title").equals(List.of("(root)")));
    }

    @Test
    void leavesAViewerNoControls() throws IOException {
        Path there = Files.createDirectories(place.resolve("viewers"));
        Path conf = configuration(there);
        House.account(conf, "victor", "viewer", PASSWORD);
        House.account(conf, "anna", "admin", PASSWORD);
        Files.writeString(
                conf.resolve("prod.cfg"),
                "[logging]\n[[loggers]]\n[[[misspelled]]]\nlevel='ERROR'\nqualname='WebBrickGatewya.web'\n");
        try (var other = new House(there, "--conf", conf.toString())) {
            browser.open(other.url() + "/levels");
            browser.type("[name=name]", "victor");
            browser.type("[name=password]", PASSWORD);
            browser.keys(Keys.ENTER);
            browser.see("#viewer", "an admin may change levels");
            assertFalse(browser.see("main").getText().contains("Take back"));
            assertEquals(0, browser.all("#change:not([hidden])").size());
            browser.see("#doubts", "WebBrickGatewya.web");
            browser.see("#doubts", "did you mean WebBrickGateway.web");
            browser.open(other.url() + "/storage");
            browser.see("[data-stream=Error] a");
            assertEquals(
                    0,
                    browser.all("[data-stream=Debug] a, [data-rotate], #bundle:not([hidden])")
                            .size());
        }
    }

    @Test
    void isUsableOnAPhoneAndInTheDark() {
        for (boolean dark : List.of(true, false)) {
            browser.width(360, 740).dark(dark);
            open(house, "House.Heating.Boiler");
            browser.see("#talkers th");
            assertFalse(browser.scrollsSideways());
            assertEquals(List.of(), browser.findings());
        }
        browser.picture("levels-phone");
    }
}
