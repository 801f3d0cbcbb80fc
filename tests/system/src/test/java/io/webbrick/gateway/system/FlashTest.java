package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything of a gateway but its logs and run files lies on a disk of its own: program, configuration, home, temporary
 * and working directory. What that disk counts as written is what logging costs the flash card of an appliance.
 */
final class FlashTest {
    private static final int EVENTS = 5_000;

    @TempDir
    Path place;

    @Test
    void loggingWritesNotOneSectorToTheFlashCard(TestReporter reporter) throws IOException {
        Optional<String> obstacle = RamDisk.obstacle(place).or(() -> FlashCard.obstacle(place));
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        try (RamDisk ram = RamDisk.mount(place, "ram", 64_000_000);
                FlashCard card = FlashCard.insert(place, "card", 96)) {
            Path home = Distribution.unpack(card.path().resolve("opt"));
            Path launcher = home.resolve("bin").resolve("gateway");
            Path work = Files.createDirectory(card.path().resolve("work"));
            Path logs = ram.path().resolve("logs");
            Map<String, String> environment = environment(card.path(), ram.path());
            String[] options = {"--platform", "appliance", "--logs", logs.toString()};

            try (House first = House.run(launcher, work, environment, options)) {
                assertEquals(200, first.get("/").statusCode());
            }
            long before = card.sectorsWritten();
            try (House house = House.run(launcher, work, environment, options)) {
                live(house, logs);
            }
            long after = card.sectorsWritten();
            reporter.publishEntry("sectors", after - before + " sectors from a start to a stop");
            assertEquals(0, after - before, "sectors written to the flash card from a start to a stop");

            Files.writeString(work.resolve("control"), "x");
            assertTrue(card.sectorsWritten() > after, "the disk counts what is written to it");
        }
    }

    private static Map<String, String> environment(Path card, Path ram) throws IOException {
        var environment = new HashMap<>(UnitEnvironment.of("appliance"));
        environment.put("HOME", Files.createDirectory(card.resolve("home")).toString());
        environment.put("XDG_CACHE_HOME", card.resolve("home").toString());
        environment.put("GATEWAY_RUN_DIR", ram.resolve("run").toString());
        environment.put("GATEWAY_FAST_START", "off");
        environment.put(
                "GATEWAY_JAVA_OPTIONS",
                environment.get("GATEWAY_JAVA_OPTIONS") + " -Djava.io.tmpdir="
                        + Files.createDirectory(card.resolve("tmp")));
        return environment;
    }

    /** Events until files rotate and are packed, requests, and longer than the file system keeps changes in memory. */
    private static void live(House house, Path logs) {
        long begin = System.nanoTime();
        int rounds = 0;
        while (rounds < 4 || System.nanoTime() - begin < Duration.ofSeconds(7).toNanos()) {
            var batch = new StringBuilder();
            for (int event = 0; event < EVENTS; event++) {
                batch.append("{\"type\":\"temperature\",\"source\":\"temperature/outside\",\"payload\":{\"val\":")
                        .append(event % 300 / 10.0)
                        .append("}}\n");
            }
            var request = HttpRequest.newBuilder(URI.create(house.url() + "/api/events"))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofString(batch.toString()))
                    .build();
            assertEquals(200, house.send(request).statusCode());
            assertEquals(200, house.get("/").statusCode());
            rounds++;
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> packed(logs));
    }

    private static boolean packed(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.anyMatch(file -> file.getFileName().toString().matches("EventLog\\.log\\..*gz"));
        }
    }
}
