package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command of the shipped unit with what systemd gives it, the ring in the unit's runtime directory, killed: with that
 * directory left, as the unit asks for, and without it, as in a container that is started anew.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the units are systemd's")
final class UnitCrashTest {
    private static final int EVENTS = 200;

    @TempDir
    Path place;

    private Path runtime() {
        return place.resolve("runtime").resolve("webbrick");
    }

    /** What ExecStart says, on the unpacked archive and another log directory. */
    private House start(String platform) throws IOException {
        Path unit = Distribution.home().resolve("platform").resolve(platform).resolve("webbrick-gateway.service");
        String command = Files.readAllLines(unit, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        var words = new ArrayList<String>(List.of(command.split(" ")));
        assertEquals("run", words.get(1), command);
        List<String> options = words.subList(2, words.size());
        options.set(options.indexOf("/var/log/webbrick"), place.resolve("logs").toString());
        Map<String, String> environment = new HashMap<>(UnitEnvironment.of(platform));
        environment.put("GATEWAY_FAST_START", "off");
        environment.put("RUNTIME_DIRECTORY", runtime().toString());
        return House.run(Distribution.launcher(), place, environment, options.toArray(String[]::new));
    }

    private static void publish(House house, int from) {
        for (int event = from; event < from + EVENTS; event++) {
            String body = "{\"type\":\"test/number\",\"source\":\"test/number\",\"payload\":{\"val\":" + event + "}}";
            assertEquals(200, house.post("/api/events", body).statusCode());
        }
    }

    private List<String> numbers() throws IOException {
        try (Stream<String> lines = Files.lines(place.resolve("logs").resolve("EventLog.log"))) {
            return lines.filter(line -> line.contains("test/number"))
                    .map(line -> line.substring(line.indexOf("{\"val\":") + 7, line.length() - 1))
                    .toList();
        }
    }

    private void crash(House house) {
        ProcessHandle.of(house.pid()).orElseThrow().destroyForcibly();
        house.awaitEnd();
    }

    private static void assertAllOnce(List<String> numbers) {
        for (int event = 0; event < numbers.size(); event++) {
            assertEquals(Integer.toString(event), numbers.get(event));
        }
        assertEquals(2 * EVENTS, numbers.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"appliance", "disk"})
    void aKilledServiceLosesNothingAndTellsNoLoss(String platform) throws IOException {
        Files.createDirectories(runtime());
        House killed = start(platform);
        publish(killed, 0);
        assertTrue(Files.isDirectory(runtime().resolve("ring")), "the ring lies in the unit's runtime directory");
        crash(killed);
        try (House again = start(platform)) {
            publish(again, EVENTS);
            assertTrue(
                    again.get("/api/status").body().contains("\"lost\":0"),
                    () -> again.get("/api/status").body());
        }
        assertAllOnce(numbers());
    }

    /** EventLog is written before a call returns, so nothing is missing; the others may miss what was in the ring. */
    @ParameterizedTest
    @ValueSource(strings = {"disk"})
    void aRingThatIsLostWithItsDirectoryIsToldInEachStream(String platform) throws IOException {
        Files.createDirectories(runtime());
        House killed = start(platform);
        publish(killed, 0);
        assertTrue(Files.isDirectory(runtime().resolve("ring")), "the ring lies in the unit's runtime directory");
        crash(killed);
        RamDisk.command(place, "rm", "-rf", runtime().toString());
        Files.createDirectories(runtime());
        try (House again = start(platform)) {
            publish(again, EVENTS);
        }
        assertAllOnce(numbers());
        String events = Files.readString(place.resolve("logs").resolve("EventLog.log"));
        assertTrue(
                events.contains("http://id.webbrick.co.uk/events/log/lost,log/EventLog,"), "EventLog tells the loss");
        String debug = Files.readString(place.resolve("logs").resolve("debug.log"));
        assertTrue(debug.contains("WebBrickLibs.LogWriter lost"), "Debug tells the loss");
    }
}
