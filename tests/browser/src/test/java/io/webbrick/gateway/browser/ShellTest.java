package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all pages have in common. */
final class ShellTest {
    private static final int BUDGET = 60_000;
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/static/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("['\"]\\./([\\w.-]+-[0-9a-f]{12}\\.js)['\"]");
    private static final List<String> PAGES =
            List.of("/", "/live", "/problems", "/levels", "/history", "/storage", "/sign-in");

    @TempDir
    static Path place;

    private static House house;
    private Browser browser;

    @BeforeAll
    static void start() {
        Browser.fresh();
        house = new House(place, "--simulated");
    }

    @AfterAll
    static void stop() {
        if (house != null) {
            house.close();
        }
    }

    @BeforeEach
    void fresh() {
        browser = Browser.fresh();
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
        assertEquals(List.of(), browser.complaints(), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/live", "/problems", "/levels", "/history", "/storage", "/sign-in"})
    void fitsOnAPhone(String path) {
        browser.width(360, 740).open(house.url() + path);
        browser.see("main h1");
        assertFalse(browser.scrollsSideways(), path);
    }

    @Test
    void staysWithinItsBudget() throws IOException {
        var sizes = new TreeMap<String, Integer>();
        var open = new ArrayDeque<String>();
        for (String page : PAGES) {
            Matcher files = FILE.matcher(house.get(page).body());
            files.results().forEach(found -> open.add(found.group(1)));
        }
        while (!open.isEmpty()) {
            String file = open.remove();
            if (!sizes.containsKey(file)) {
                String text = house.get(file).body();
                sizes.put(file, packed(text));
                IMPORTED.matcher(text).results().forEach(found -> open.add("/static/" + found.group(1)));
            }
        }
        int sum = sizes.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(sizes.size() >= 9, sizes.toString());
        assertTrue(sum <= BUDGET, sum + " bytes packed: " + sizes);
    }

    private static int packed(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.size();
    }
}
