package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a gateway that runs, and on what it left behind. */
final class CommandsTest {
    @TempDir
    Path place;

    @Test
    void stopEndsItAndSaysSoOnScreen() throws IOException {
        try (House house = House.run(place)) {
            Finished stopped = house.command("stop");
            assertEquals(0, stopped.status(), stopped::err);
            assertEquals(0, house.awaitEnd());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> house.screen().stream().anyMatch(line -> line.contains("gateway stopped")));
        }
        try (Stream<Path> left = Files.list(place.resolve("run"))) {
            assertEquals(0, left.count());
        }
        assertEquals(1, House.command(place, "stop").status());
    }

    @Test
    void statusNamesTheFiveStreams() throws JsonException {
        try (House house = House.run(place)) {
            Finished status = house.command("status");
            assertEquals(0, status.status(), status::out);
            for (String stream : List.of("Access", "EventLog", "Error", "Debug", "Screen")) {
                assertTrue(status.lines().stream().anyMatch(line -> line.startsWith(stream + " ")), status::out);
            }
            assertTrue(status.out().contains(house.logs().toString()), status::out);
            Object json = Json.parse(house.command("status", "--json").out());
            assertTrue(
                    json instanceof Map<?, ?> map
                            && map.get("streams") instanceof List<?> streams
                            && streams.size() == 5,
                    () -> "status --json: " + json);
        }
    }

    @Test
    void rotateBeginsANewFileOfTheStreamAndNoEventIsMissing() {
        try (House house = House.run(place)) {
            house.post("/api/events", "{\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":1.5}}");
            Finished rotated = house.command("rotate", "eventlog");
            assertEquals(0, rotated.status(), rotated::err);
            assertEquals("EventLog rotated\n", rotated.out());
            assertTrue(Files.exists(house.logs().resolve("EventLog.log.1")), "the file before is history");
            house.post("/api/events", "{\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":2.5}}");
            assertEquals(2, house.command("events", "--source", "s").lines().size());
            String download = house.get("/api/streams/EventLog/download").body();
            assertTrue(download.contains("\"val\":1.5") && download.contains("\"val\":2.5"), download);
            assertEquals(0, house.command("rotate").status());
        }
    }

    @Test
    void readsWhatAStoppedGatewayLeft() {
        try (House house = House.run(place)) {
            house.post("/api/events", "{\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":1.5}}");
            house.post("/api/events", "{\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":2.5}}");
        }
        String logs = House.logs(place).toString();
        assertEquals(2, House.command(place, "events", "--logs", logs).lines().size());
        Finished series = House.command(place, "series", "--source", "s", "--logs", logs);
        assertTrue(series.out().contains("2.5"), series::out);
        assertTrue(House.command(place, "series", "--source", "s", "--logs", logs, "--format", "svg")
                .out()
                .contains("</svg>"));
        assertTrue(House.command(place, "tail", "Debug", "--logs", logs).out().contains("gateway stopped"));
    }

    @Test
    void tailFollowsAcrossARotation() throws IOException {
        Path conf = Files.createDirectory(place.resolve("conf"));
        Files.copy(Distribution.home().resolve("conf").resolve("log.cfg"), conf.resolve("log.cfg"));
        Files.writeString(
                conf.resolve("prod.cfg"),
                "[logging]\n[[handlers]]\n[[[EventLog]]]\nmaxBytes=4000\nbackupCount=50\n",
                StandardCharsets.UTF_8);
        try (House house = House.run(place, "--conf", conf.toString(), "--platform", "none")) {
            var builder = new ProcessBuilder(
                            Distribution.launcher().toString(),
                            "tail",
                            "EventLog",
                            "-n",
                            "0",
                            "-f",
                            "--logs",
                            house.logs().toString())
                    .directory(place.toFile());
            House.settle(builder.environment(), place);
            Process tail = builder.start();
            var shown = new CopyOnWriteArrayList<String>();
            var reader = new Thread(() -> read(tail, shown), "tail");
            reader.setDaemon(true);
            reader.start();
            try {
                int sent = 0;
                while (shown.isEmpty() && sent < 500) {
                    post(house, sent++);
                    Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
                }
                int before = sent;
                for (int i = 0; i < 300; i++) {
                    post(house, sent++);
                }
                int last = sent - 1;
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> shown.stream().anyMatch(line -> line.contains("n/" + last + ",")));
                for (int i = before; i <= last; i++) {
                    String wanted = "n/" + i + ",";
                    assertEquals(
                            1,
                            shown.stream().filter(line -> line.contains(wanted)).count(),
                            wanted);
                }
                assertTrue(Files.exists(house.logs().resolve("EventLog.log.3")));
            } finally {
                tail.destroy();
            }
        }
    }

    @Test
    void accountsOpenTheDoorToOthers() {
        Path conf = Distribution.home().resolve("conf");
        Finished refused = House.command(
                place,
                "run",
                "--http",
                "0.0.0.0:0",
                "--udp",
                "off",
                "--logs",
                House.logs(place).toString());
        assertEquals(1, refused.status());
        assertEquals(1, refused.errors().size(), refused::err);
        assertTrue(refused.err().contains("users add"), refused::err);
        assertFalse(Files.exists(conf.resolve("users")));
    }

    @Test
    void withAnAccountTheApiWantsATokenAndTheCommandsHaveOne() throws IOException {
        Path conf = Files.createDirectory(place.resolve("conf"));
        Files.copy(Distribution.home().resolve("conf").resolve("log.cfg"), conf.resolve("log.cfg"));
        Finished added = House.commandWithInput(
                place,
                "a horse called Staple\n",
                "users",
                "add",
                "anna",
                "--password-stdin",
                "--conf",
                conf.toString());
        assertEquals(0, added.status(), added::err);
        Finished token = House.command(place, "token", "script", "--conf", conf.toString());
        assertEquals(0, token.status(), token::err);
        try (House house = House.run(place, "--conf", conf.toString())) {
            assertEquals(0, house.command("status").status());
            Finished stopped = house.command("stop");
            assertEquals(0, stopped.status(), stopped::err);
        }
    }

    private static void read(Process process, List<String> into) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(into::add);
        } catch (IOException ended) {
            into.add("(" + ended.getMessage() + ")");
        }
    }

    private static void post(House house, int number) {
        assertEquals(
                200,
                house.post("/api/events", "{\"type\":\"t\",\"source\":\"n/" + number + "\",\"payload\":{\"val\":1}}")
                        .statusCode());
    }
}
