package io.webbrick.gateway.app.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway whose configuration files are changed, made and taken away: all of it follows, without a restart. */
final class HouseReloadTest {
    private static final String EVENT =
            "{\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":1},\"at\":\"2026-11-21T05:20:00Z\"}";
    private static final String ZONE = "Asia/Kathmandu";

    /** Makes the second of every tick visible. */
    private static final String TICKS =
            "[logging]\n[[loggers]]\n[[[EventLog.time.second]]]\nqualname='EventLog.time.second'\nlevel='INFO'\n";

    @TempDir
    Path place;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ConfiguredHouse where;

    @SuppressWarnings("NullAway.Init") // set before each test
    private House house;

    @BeforeEach
    void start() throws Exception {
        where = new ConfiguredHouse(place);
        Files.createDirectories(where.conf());
        String shipped = Files.readString(ConfiguredHouse.shipped().resolve("log.cfg"), StandardCharsets.UTF_8);
        Files.writeString(
                where.conf().resolve("log.cfg"),
                shipped.replace("#logRoot='/var/log/webbrick'", "logRoot='" + words(place.resolve("first")) + "'")
                        .replace("zone=''", "zone='UTC'"),
                StandardCharsets.UTF_8);
        house = where.start(null);
    }

    @AfterEach
    void end() {
        house.close();
    }

    @Test
    void aFileThatIsMadeLaterMovesLogsPageAndCommands() throws Exception {
        Path first = place.resolve("first");
        Path second = place.resolve("second");
        assertEquals(first, where.only().logs());
        post();
        write("prod.cfg", "[DEFAULT]\nlogRoot='" + words(second) + "'\n");
        await(() -> assertEquals(second, where.only().logs()));
        assertEquals(second.resolve("EventLog.log"), where.only().streams().get("EventLog"));
        assertEquals(second.resolve("debug.log"), where.only().streams().get("Debug"));
        post();
        assertEquals(1, events(first), "what was before the change");
        assertEquals(1, events(second), "what was after it");
        await(() -> assertEquals(1, series("s")));
        await(() ->
                assertTrue(lines(second, "debug.log").stream().anyMatch(line -> line.endsWith("logs in " + second))));
        assertTrue(status().toString().contains(second.toString()));
    }

    @Test
    void anIndexBeginsAnewWhereTheLogsGo() throws Exception {
        Path second = place.resolve("second");
        write("prod.cfg", "[DEFAULT]\nlogRoot='" + words(second) + "'\n");
        await(() -> assertEquals(second, where.only().logs()));
        post();
        assertTrue(GatewayLogging.current().rotate("EventLog"));
        Path indexes = second.resolve(".state").resolve("series");
        await(() -> assertTrue(Files.isDirectory(indexes)));
    }

    @Test
    void anotherZoneIsThatOfPageAccessLinesAndTheClocksEvents() throws Exception {
        write("prod.cfg", TICKS);
        await(() -> assertTrue(ticks().anyMatch(line -> line.contains(hour("UTC")))));
        write("prod.cfg", "zone='" + ZONE + "'\n" + TICKS);
        await(() -> assertEquals(ZONE, status().get("zone")));
        await(() -> assertTrue(ticks().anyMatch(line -> line.contains("\"timestr\":\"" + hour(ZONE)))));
        assertTrue(where.client().text("/").contains(ZONE));
        await(() -> {
            List<String> access = lines(place.resolve("first"), "access.log");
            assertTrue(access.get(access.size() - 1).contains("+0545]"), access::toString);
        });
        where.client().post("/api/events", "application/json", EVENT);
        String csv = where.client().text("/api/series?source=s&from=2026-11-21T11:00&to=2026-11-21T11:10&format=csv");
        assertTrue(csv.contains("2026-11-21T11:05"), csv);
    }

    @Test
    void overridesThatVanishStayInForceUntilOthersAreThere() throws Exception {
        write("prod.cfg", "zone='" + ZONE + "'\n");
        await(() -> assertEquals(ZONE, status().get("zone")));
        Files.delete(where.conf().resolve("prod.cfg"));
        await(() -> assertTrue(status().toString().contains("there is no file")));
        assertEquals(ZONE, status().get("zone"));
        write("prod.json", "{\"version\":1,\"zone\":\"Europe/London\"}");
        await(() -> assertEquals("Europe/London", status().get("zone")));
        await(() -> assertFalse(status().toString().contains("there is no file")));
    }

    @Test
    void aSecondBaseIsSaidAndChangesNothing() throws Exception {
        write("log.json", "{\"version\":1,\"zone\":\"Europe/London\"}");
        await(() -> assertTrue(status().toString().contains("log.cfg and log.json; keep one of them")));
        assertEquals("UTC", status().get("zone"));
        Files.delete(where.conf().resolve("log.json"));
        await(() -> assertFalse(status().toString().contains("keep one of them")));
    }

    @Test
    void aBaseThatComesAfterTheStartIsUsed() throws Exception {
        house.close();
        Path base = where.conf().resolve("log.cfg");
        String text = Files.readString(base, StandardCharsets.UTF_8);
        Files.delete(base);
        house = where.start(place.resolve("first"));
        assertTrue(status().toString().contains("no configuration in "), () -> status().toString());
        write("log.cfg", text.replace("zone='UTC'", "zone='" + ZONE + "'"));
        await(() -> assertEquals(ZONE, status().get("zone")));
        assertEquals(place.resolve("first"), where.only().logs());
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion);
    }

    private static String hour(String zone) {
        return DateTimeFormatter.ofPattern("HH:")
                .format(InstantSource.system().instant().atZone(ZoneId.of(zone)));
    }

    private Stream<String> ticks() throws IOException {
        return lines(place.resolve("first"), "EventLog.log").stream().filter(line -> line.contains("time/second"));
    }

    private void post() throws Exception {
        where.client().post("/api/events", "application/json", EVENT);
    }

    private static long events(Path logs) throws IOException {
        return lines(logs, "EventLog.log").stream()
                .filter(line -> line.contains(" t,s,"))
                .count();
    }

    private int series(String source) throws Exception {
        Object all = where.client()
                .get("/api/series?source=" + source + "&range=all")
                .get("series");
        return all instanceof List<?> list ? list.size() : -1;
    }

    private Map<?, ?> status() {
        try {
            return where.client().get("/api/status");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(where.conf().resolve(name), text, StandardCharsets.UTF_8);
    }

    private static String words(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static List<String> lines(Path logs, String file) throws IOException {
        Path path = logs.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path, StandardCharsets.UTF_8) : List.of();
    }
}
