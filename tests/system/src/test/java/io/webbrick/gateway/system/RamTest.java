package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose log files lie in its own memory. */
final class RamTest {
    private static final int EVENTS = 9_000;
    private static final int ROUNDS = 6;

    @TempDir
    Path place;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path conf;

    @BeforeEach
    void copyConfiguration() throws IOException {
        conf = Files.createDirectory(place.resolve("conf"));
        Files.copy(Distribution.home().resolve("conf").resolve("log.cfg"), conf.resolve("log.cfg"));
    }

    private House start(String budget) throws IOException {
        String own = "[DEFAULT]\nlogRoot='ram:'\n[logging]\nbudget='" + budget + "'\n";
        Files.writeString(conf.resolve("prod.cfg"), own, StandardCharsets.UTF_8);
        return House.run(
                Distribution.launcher(),
                place,
                Map.of("GATEWAY_JAVA_OPTIONS", "-Xmx128m"),
                "--strict",
                "--conf",
                conf.toString());
    }

    @Test
    void eventsTailSeriesAndStatusWorkThroughTheApiAndNothingReachesADisk() throws IOException {
        try (House house = start("8MB")) {
            house.post(
                    "/api/events",
                    "[{\"type\":\"temperature\",\"source\":\"temperature/a\",\"payload\":{\"val\":11.4}},"
                            + "{\"type\":\"temperature\",\"source\":\"temperature/a\",\"payload\":{\"val\":12.5}}]");
            assertTrue(house.screen().contains("logs in the memory of this process (ram:)"), house.screen()::toString);

            Finished tail = house.command("tail", "EventLog", "--grep", "temperature/a");
            assertEquals(2, tail.lines().size(), tail::err);
            assertTrue(tail.lines().get(1).endsWith(" temperature,temperature/a,{\"val\":12.5}"), tail::out);
            assertEquals(
                    2,
                    house.command("events", "--source", "temperature/a").lines().size());
            Finished series = house.command("series", "--source", "temperature/a");
            assertTrue(series.out().contains("temperature/a,val,12.5,12.5,12.5,1"), series::out);
            Finished status = house.command("status");
            assertTrue(status.out().contains("not crash-durable"), status::out);
            assertEquals(200, house.get("/").statusCode());
        }
        try (var files = Files.walk(place)) {
            List<Path> left =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            assertEquals(List.of(), left);
        }
    }

    @Test
    void theBudgetHoldsTheFilesInMemoryAndTheNewestEventWins() throws IOException, JsonException {
        try (House house = start("2MB")) {
            for (int round = 0; round < ROUNDS; round++) {
                var batch = new StringBuilder("[");
                for (int event = 0; event < EVENTS; event++) {
                    batch.append(event == 0 ? "" : ",")
                            .append(
                                    "{\"type\":\"temperature\",\"source\":\"temperature/outside\",\"payload\":{\"val\":")
                            .append(round * EVENTS + event)
                            .append("}}");
                }
                assertEquals(
                        200,
                        house.post("/api/events", batch.append(']').toString()).statusCode());
            }
            Map<?, ?> status = map(Json.parse(house.get("/api/status").body()));
            Map<?, ?> budget = map(status.get("budget"));
            assertTrue(number(budget.get("used")) <= 2_000_000, budget::toString);
            assertTrue(number(budget.get("limit")) <= 2_000_000, budget::toString);
            assertEquals(0, number(status.get("lost")), status::toString);
            String newest = "{\"val\":" + (ROUNDS * EVENTS - 1) + "}";
            Awaitility.await("the last events may wait for their file")
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            house.command("tail", "EventLog", "-n", "1").out().contains(newest));
            Finished events = house.command("events", "--source", "temperature/outside");
            assertFalse(events.lines().isEmpty());
            assertTrue(events.lines().size() < ROUNDS * EVENTS, "the oldest had to go");
        }
    }

    @Test
    void aHeapWithoutRoomForThemIsSaidWithFileAndLine() throws IOException {
        Files.writeString(conf.resolve("prod.cfg"), "[DEFAULT]\nlogRoot='ram:'\n", StandardCharsets.UTF_8);
        Finished check = Finished.run(
                List.of(Distribution.launcher().toString(), "check", "--conf", conf.toString()), place, environment -> {
                    House.settle(environment, place);
                    environment.put("GATEWAY_JAVA_OPTIONS", "-Xmx64m");
                });
        assertEquals(1, check.status(), check::out);
        assertTrue(check.out().contains("prod.cfg:2: error: logRoot 'ram:': the heap"), check::out);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }
}
