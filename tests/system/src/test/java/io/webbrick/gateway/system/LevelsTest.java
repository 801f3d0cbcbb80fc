package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Levels set in a running gateway: seen at once, over by themselves, there after a restart, and in no file of the user. */
final class LevelsTest {
    private static final String SECOND = "EventLog.time.second";

    @TempDir
    Path place;

    private Path conf = Path.of("");

    @BeforeEach
    void copyTheConfiguration() throws IOException {
        conf = Files.createDirectory(place.resolve("conf"));
        for (String name : new String[] {"log.cfg", "prod.cfg"}) {
            Files.copy(Distribution.home().resolve("conf").resolve(name), conf.resolve(name));
        }
    }

    private House run() {
        return House.run(place, "--conf", conf.toString());
    }

    private static boolean ticks(House house) {
        return house.lines("EventLog.log").stream().anyMatch(line -> line.contains("time/second"));
    }

    @Test
    void aLoggerThatIsKeptQuietIsHeardAtOnce() throws IOException {
        byte[] log = Files.readAllBytes(conf.resolve("log.cfg"));
        byte[] prod = Files.readAllBytes(conf.resolve("prod.cfg"));
        try (House house = run()) {
            Finished shown = house.command("levels", SECOND);
            assertEquals(0, shown.status(), shown::err);
            assertTrue(shown.out().contains("CRITICAL"), shown::out);
            assertFalse(ticks(house));
            Finished set = house.command("levels", SECOND, "INFO");
            assertEquals(0, set.status(), set::err);
            assertTrue(set.out().contains("set at run time"), set::out);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ticks(house));
            Finished back = house.command("levels", SECOND, "default");
            assertTrue(back.out().contains("log.cfg:"), back::out);
        }
        assertEquals(
                new String(log, StandardCharsets.UTF_8),
                Files.readString(conf.resolve("log.cfg"), StandardCharsets.UTF_8));
        assertEquals(
                new String(prod, StandardCharsets.UTF_8),
                Files.readString(conf.resolve("prod.cfg"), StandardCharsets.UTF_8));
    }

    @Test
    void whatIsSetForAWhileIsOverByItself() {
        try (House house = run()) {
            assertEquals(
                    0, house.command("levels", SECOND, "INFO", "--for", "3s").status());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> house.get("/api/loggers/" + SECOND).body().contains("CRITICAL"));
            assertTrue(house.lines("debug.log").stream()
                    .anyMatch(line -> line.contains("level of " + SECOND + " is over")));
        }
    }

    @Test
    void aRestartKeepsItWithItsEndAndExplainTellsIt() throws JsonException {
        String until;
        try (House house = run()) {
            Finished set = house.command("levels", "--json", "WebBrickGateway.Heating", "DEBUG", "--for", "30m");
            assertEquals(0, set.status(), set::err);
            until = String.valueOf(map(set.out()).get("until"));
            assertTrue(Instant.parse(until).isAfter(Instant.now().plusSeconds(1_000)), until);
        }
        try (House house = run()) {
            Map<?, ?> kept =
                    map(house.get("/api/loggers/WebBrickGateway.Heating").body());
            assertEquals("DEBUG", kept.get("level"));
            assertEquals(until, kept.get("until"));
            Finished told = house.command("explain", "--conf", conf.toString(), "WebBrickGateway.Heating", "DEBUG");
            assertEquals(0, told.status(), told::err);
            assertTrue(told.out().contains("reaches Debug"), told::out);
            assertTrue(told.out().contains("set at run time until " + until), told::out);
        }
    }

    @Test
    void theApiSetsAndTakesBack() throws JsonException {
        try (House house = run()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(house.url() + "/api/loggers/" + SECOND));
            HttpResponse<String> set = house.send(request.copy()
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"level\":\"INFO\",\"for\":\"1h\"}"))
                    .build());
            assertEquals(200, set.statusCode(), set::body);
            assertEquals("INFO", map(set.body()).get("level"));
            HttpResponse<String> foreign = house.send(request.copy()
                    .header("Origin", "http://evil.example")
                    .DELETE()
                    .build());
            assertEquals(403, foreign.statusCode());
            HttpResponse<String> back = house.send(request.copy().DELETE().build());
            assertEquals("CRITICAL", map(back.body()).get("level"));
        }
    }

    private static Map<?, ?> map(String json) throws JsonException {
        if (Json.parse(json) instanceof Map<?, ?> map) {
            return map;
        }
        throw new JsonException("no object: " + json);
    }
}
