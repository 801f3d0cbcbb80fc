package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A typo in prod.cfg: the house starts, and says so wherever somebody might look. */
final class BrokenConfigurationTest {
    private static final String TYPO = "[logging]\n[[handlers]]\n[[[Debug]]]\nlevel='DEBGU'\n";

    @TempDir
    Path place;

    private Path conf = Path.of("");

    @BeforeEach
    void breakTheConfiguration() throws IOException {
        conf = Files.createDirectory(place.resolve("conf"));
        Files.copy(Distribution.home().resolve("conf").resolve("log.cfg"), conf.resolve("log.cfg"));
        Files.writeString(conf.resolve("prod.cfg"), TYPO, StandardCharsets.UTF_8);
    }

    @Test
    void isSaidOnScreenInErrorInStatusAndOnThePage() {
        try (House house = House.run(place, "--conf", conf.toString())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertTrue(names(house.screen()), () -> "Screen: " + house.screen()));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertTrue(names(house.lines("error.log")), () -> "Error: " + house.lines("error.log")));
            Finished status = house.command("status");
            assertEquals(1, status.status());
            assertTrue(names(status.lines()), () -> "status: " + status.out());
            String page = house.get("/").body();
            assertTrue(page.contains("prod.cfg:4"), () -> "page: " + page);
        }
    }

    @Test
    void takesEventsAsIfNothingWereWrong() {
        try (House house = House.run(place, "--conf", conf.toString())) {
            house.post("/api/events", "{\"type\":\"t\",\"source\":\"s\"}");
            assertEquals(1, house.events().size());
        }
    }

    @Test
    void startsWithTheLastGoodConfiguration() throws IOException {
        Files.writeString(conf.resolve("prod.cfg"), TYPO.replace("DEBGU", "DEBUG"), StandardCharsets.UTF_8);
        try (House house = House.run(place, "--conf", conf.toString())) {
            assertTrue(house.command("status").out().contains("prod.cfg"));
        }
        Files.writeString(conf.resolve("prod.cfg"), TYPO, StandardCharsets.UTF_8);
        try (House house = House.run(place, "--conf", conf.toString())) {
            Finished status = house.command("status");
            assertTrue(status.out().contains("last good"), status::out);
            assertTrue(status.out().lines().anyMatch(line -> line.matches("Debug +DEBUG .*")), status::out);
        }
    }

    @Test
    void twoConfigurationsInOneDirectoryAreSaidAndTheHouseStarts() throws IOException {
        Files.createFile(conf.resolve("log.json"));
        try (House house = House.run(place, "--conf", conf.toString())) {
            house.post("/api/events", "{\"type\":\"t\",\"source\":\"s\"}");
            assertEquals(1, house.events().size());
            Finished status = house.command("status");
            assertEquals(1, status.status());
            assertTrue(status.out().contains("log.cfg and log.json"), status::out);
        }
    }

    @Test
    void strictRefusesInOneLine() {
        Finished refused = House.command(
                place,
                "run",
                "--strict",
                "--conf",
                conf.toString(),
                "--logs",
                House.logs(place).toString(),
                "--http",
                "127.0.0.1:0",
                "--udp",
                "off");
        assertEquals(2, refused.status());
        assertEquals(1, refused.errors().size(), refused::err);
        assertTrue(names(refused.errors()), refused::err);
    }

    @Test
    void checkNamesFileAndLine() {
        Finished checked = House.command(place, "check", "--conf", conf.toString());
        assertEquals(1, checked.status());
        assertTrue(checked.lines().stream().anyMatch(line -> line.contains("prod.cfg:4: error: ")), checked::out);
        assertEquals(0, House.command(place, "check").status());
    }

    private static boolean names(List<String> lines) {
        return lines.stream().anyMatch(line -> line.contains("prod.cfg:4") && line.contains("DEBGU"));
    }
}
