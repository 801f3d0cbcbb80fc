package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the whole gateway takes of memory on the appliance, with what the unit of its service hands to it; the class archive,
 * which takes its time to be made, only with {@code -Dsoak.minutes}.
 */
final class ApplianceMemoryTest {
    /** With the class archive, as the service runs; the goal is 64 MB, the rest is for other Java versions and C libraries. */
    private static final long MOST_BYTES = 66_000_000;

    /** Without it; the same run took 65.7 MB. */
    private static final long MOST_BYTES_WITHOUT_ARCHIVE = 72_000_000;

    private static final int ROUNDS = 100;
    private static final int EVENTS = 20;

    @TempDir
    Path place;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
    void theWholeGatewayStaysSmallAfterThousandsOfEventsAndHundredsOfPages(TestReporter reporter) throws IOException {
        Path home = Distribution.unpack(place.resolve("opt"));
        Path launcher = home.resolve("bin").resolve("gateway");
        Map<String, String> environment = new HashMap<>(UnitEnvironment.of("appliance"));
        boolean archived = Integer.getInteger("soak.minutes", 0) > 0;
        if (archived) {
            makeArchive(home, environment);
        } else {
            environment.put("GATEWAY_FAST_START", "off");
        }
        try (House house = run(launcher, environment)) {
            long atStart = residentBytes(house.pid());
            use(house);
            long used = residentBytes(house.pid());
            String figures = String.format(
                    Locale.ROOT,
                    "resident without the ring: %.1f MB when it accepts, %.1f MB after %d events and %d pages and answers",
                    atStart / 1e6,
                    used / 1e6,
                    ROUNDS * EVENTS,
                    ROUNDS * 5);
            reporter.publishEntry("memory", figures);
            Files.writeString(Path.of(System.getProperty("system.directory"), "memory.txt"), figures);
            assertTrue(used <= (archived ? MOST_BYTES : MOST_BYTES_WITHOUT_ARCHIVE), figures);
        }
    }

    /** The first start makes the class archive beside it, with low priority. */
    private void makeArchive(Path home, Map<String, String> environment) {
        run(home.resolve("bin").resolve("gateway"), environment).close();
        Path archive = home.resolve("var").resolve("cache").resolve("gateway-run.jsa");
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> Files.exists(archive.resolveSibling("gateway-run.jsa.base"))
                        && Files.notExists(archive.resolveSibling("gateway-run.jsa.making")));
        assertTrue(Files.exists(archive), archive::toString);
    }

    private House run(Path launcher, Map<String, String> environment) {
        return House.run(
                launcher,
                place,
                environment,
                "--platform",
                "appliance",
                "--logs",
                place.resolve("logs").toString());
    }

    private static void use(House house) {
        var random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            var batch = new StringBuilder("[");
            for (int event = 0; event < EVENTS; event++) {
                batch.append(event == 0 ? "" : ",")
                        .append("{\"type\":\"temperature\",\"source\":\"temperature/room")
                        .append(random.nextInt(16))
                        .append("\",\"payload\":{\"val\":")
                        .append(18 + random.nextInt(50) / 10.0)
                        .append("}}");
            }
            assertEquals(
                    200, house.post("/api/events", batch.append(']').toString()).statusCode());
            for (String path : new String[] {
                "/", "/api/sources", "/api/series?source=temperature/room1", "/api/streams", "/api/status"
            }) {
                assertEquals(200, house.get(path).statusCode(), path);
            }
        }
    }

    /** What lies in memory, the ring's pages left out: they are files and count in the budget. */
    private static long residentBytes(long pid) throws IOException {
        long kibibytes = 0;
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.UTF_8)) {
            if (line.startsWith("RssAnon:") || line.startsWith("RssFile:")) {
                kibibytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kibibytes * 1_024;
    }
}
