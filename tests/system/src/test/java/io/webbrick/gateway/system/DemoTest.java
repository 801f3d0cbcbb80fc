package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated house, and the end of it. */
final class DemoTest {
    @TempDir
    Path place;

    @Test
    void everyStreamLivesAndSeveralCurvesMove() {
        try (House house = House.demo(place)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertTrue(moving(house).size() >= 5, () -> "moving: " + moving(house)));
            assertFalse(house.lines("access.log").isEmpty());
            assertFalse(house.lines("EventLog.log").isEmpty());
            assertFalse(house.lines("debug.log").isEmpty());
            String page = house.get("/").body();
            assertTrue(page.contains("<svg") || page.contains("history.svg"), page);
        }
    }

    @Test
    void theSameSeedMakesTheSameHouse(@TempDir Path other) {
        List<String> first = past(place);
        assertEquals(first, past(other));
    }

    @Test
    void endsWithinTwoSecondsWithEveryAcceptedEventInEventLogAndDebug() {
        var accepted = new ArrayList<String>();
        House house = House.demo(place);
        try {
            CompletableFuture<Void> posting = CompletableFuture.runAsync(() -> postUntilRefused(house, accepted));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> size(accepted) >= 50);
            Duration took = house.terminate();
            posting.join();
            assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, () -> "took " + took);
            assertEquals(0, house.awaitEnd());
        } finally {
            house.close();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> house.screen().stream().anyMatch(line -> line.contains("gateway stopped: signal")));
        var eventLog = new HashSet<>(stored(house, "EventLog"));
        var debug = new HashSet<>(stored(house, "Debug"));
        for (String source : accepted) {
            assertTrue(eventLog.contains(source), () -> source + " is missing in EventLog");
            assertTrue(debug.contains(source), () -> source + " is missing in Debug");
        }
    }

    @Test
    void refusesTheDirectoryOfARealHouse() {
        House.run(place).close();
        Finished refused =
                House.command(place, "demo", "--logs", House.logs(place).toString());
        assertEquals(1, refused.status());
        assertEquals(1, refused.errors().size(), refused::err);
        assertTrue(refused.err().contains("real house"), refused::err);
    }

    private static void postUntilRefused(House house, List<String> accepted) {
        for (int i = 0; ; i++) {
            String source = "posted/" + i + "/end";
            try {
                HttpResponse<String> answer =
                        house.post("/api/events", "{\"type\":\"test\",\"source\":\"" + source + "\"}");
                if (answer.statusCode() != 200) {
                    return;
                }
            } catch (UncheckedIOException ended) {
                return;
            }
            synchronized (accepted) {
                accepted.add(source);
            }
        }
    }

    private static int size(List<String> accepted) {
        synchronized (accepted) {
            return accepted.size();
        }
    }

    private static List<String> stored(House house, String stream) {
        Finished tail = house.command(
                "tail", stream, "-n", "100000", "--logs", house.logs().toString());
        return tail.lines().stream()
                .filter(line -> line.contains("posted/"))
                .map(line -> line.substring(line.indexOf("posted/"), line.indexOf("/end") + 4))
                .toList();
    }

    /** The sources whose newest readings differ. */
    private static List<String> moving(House house) {
        var moving = new ArrayList<String>();
        for (Object each : list(json(house, "/api/sources"), "sources")) {
            String source = String.valueOf(((Map<?, ?>) each).get("source"));
            Map<?, ?> answer = json(house, "/api/series?source=" + URLEncoder.encode(source, StandardCharsets.UTF_8));
            for (Object series : list(answer, "series")) {
                long values = list((Map<?, ?>) series, "points").stream()
                        .map(point -> ((List<?>) point).get(3))
                        .distinct()
                        .count();
                if (values > 1) {
                    moving.add(source);
                }
            }
        }
        return moving;
    }

    private static Map<?, ?> json(House house, String path) {
        try {
            return Json.parse(house.get(path).body()) instanceof Map<?, ?> map ? map : Map.of();
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }

    /** The first readings of the past hour, without their times. */
    private static List<String> past(Path place) {
        try (House house = House.demo(place, "--seed", "7")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> house.lines("EventLog.log").size() > 100);
            return house.lines("EventLog.log").stream()
                    .filter(line -> line.contains("\"@at\""))
                    .limit(50)
                    .map(line -> line.substring(line.indexOf(' ')).replaceAll("\"@at\":\"[^\"]*\"", ""))
                    .toList();
        }
    }
}
