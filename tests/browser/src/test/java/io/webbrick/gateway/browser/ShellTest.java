package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all pages have in common. */
final class ShellTest extends InBrowser {
    /** Bytes of all files together, as they are sent; a third of them is the library that draws History. */
    private static final int BUDGET = 60_000;

    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/static/[^\"]+)\"");
    private static final List<String> PAGES =
            List.of("/", "/live", "/problems", "/levels", "/history", "/storage", "/sign-in");

    @Override
    House house() {
        return new House(place, "--simulated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/live", "/problems", "/levels", "/history", "/storage", "/sign-in"})
    void hasNoSeriousFindingsAndNoComplaints(String path) {
        for (boolean dark : List.of(false, true)) {
            browser.dark(dark);
            browser.open(house.url() + path);
            browser.see("main h1");
            assertEquals(List.of(), browser.findings(), path + (dark ? " in dark" : " in light"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/live", "/problems", "/levels", "/history", "/storage", "/sign-in"})
    void fitsOnAPhone(String path) {
        browser.width(360, 740).open(house.url() + path);
        browser.see("main h1");
        assertFalse(browser.scrollsSideways(), path);
    }

    @Test
    void showsAHouseThatIsAlive() {
        browser.open(house.url() + "/live");
        browser.await(
                "records and their volume",
                () -> browser.all(".row").size() > 5
                        && !browser.all(".volume rect").isEmpty());
        browser.picture("live");
        browser.width(360, 740).dark(true).open(house.url() + "/live?level=INFO");
        browser.await("records", () -> browser.all(".row").size() > 2);
        browser.picture("live-phone");
    }

    @Test
    void staysWithinItsBudget() {
        var sizes = new TreeMap<String, Integer>();
        for (String page : PAGES) {
            Matcher files = FILE.matcher(house.get(page).body());
            files.results().forEach(found -> sizes.put(found.group(1), house.packed(found.group(1))));
        }
        int sum = sizes.values().stream().mapToInt(Integer::intValue).sum();
        assertEquals(5, sizes.size(), sizes.toString());
        assertTrue(sum <= BUDGET, sum + " bytes packed: " + sizes);
    }
}
