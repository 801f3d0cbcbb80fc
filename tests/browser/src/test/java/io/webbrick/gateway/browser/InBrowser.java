package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of a page have in common: a house for all of a class, a fresh browser for each, and no complaint of the browser
 * when one is over.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class InBrowser {
    static final String PASSWORD = "a horse called Staple";

    @TempDir
    static Path place;

    House house;
    Browser browser;

    /** The house that the tests are in; one of its own ends with the class. */
    House house() throws IOException {
        return SharedHouse.get();
    }

    @BeforeAll
    void open() throws IOException {
        Browser.fresh();
        house = house();
    }

    @AfterAll
    void leave() {
        if (house != null && !SharedHouse.is(house)) {
            house.close();
        }
    }

    @BeforeEach
    void fresh() {
        browser = Browser.fresh();
    }

    @AfterEach
    void complaints() {
        if (browser != null) {
            assertEquals(List.of(), browser.complaints());
        }
    }

    /** A directory of configuration as it is shipped, without anybody's own. */
    static Path configuration(Path below) throws IOException {
        Path conf = Files.createDirectories(below.resolve("conf"));
        Files.copy(Distribution.home().resolve("conf").resolve("log.cfg"), conf.resolve("log.cfg"));
        return conf;
    }
}
