package io.webbrick.gateway.logging;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ConfigSamples;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.record.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each commented sample of conf/prod.cfg does what its title says, seen in the files; without it the effect is absent. */
final class ProdSamplesTest {
    private static final Path CONF = Path.of(System.getProperty("project.root"), "conf");
    private static final ConfigSamples SAMPLES = samples();

    private static final Map<String, Effect> EFFECTS = Map.ofEntries(
            Map.entry("everything that components tell, DEBUG records included, in debug.log", ProdSamplesTest::debug),
            Map.entry(
                    "one component alone tells everything in debug.log (not beside the one above)",
                    ProdSamplesTest::oneComponent),
            Map.entry("larger files of events, and more of them", ProdSamplesTest::largerFiles),
            Map.entry("a month of the access log", ProdSamplesTest::monthOfAccess),
            Map.entry("older files of the error log are packed", ProdSamplesTest::packedErrors),
            Map.entry("a file of its own for the temperatures", ProdSamplesTest::ownFile),
            Map.entry("HTTP requests of the gateway and their replies, in a file of their own", ProdSamplesTest::wire),
            Map.entry("the console shows everything that is logged", ProdSamplesTest::talkativeConsole),
            Map.entry("a component that tells too much keeps to problems", ProdSamplesTest::quietComponent),
            Map.entry("who polls /healthz and /metrics is left out of the access log", ProdSamplesTest::noPolling),
            Map.entry("the tick of every second is logged as well", ProdSamplesTest::everySecond),
            Map.entry("shorter lines in debug.log, without date", ProdSamplesTest::shorterLines),
            Map.entry("the log files in another directory", ProdSamplesTest::otherDirectory),
            Map.entry("days begin and end, and times show, as in London", ProdSamplesTest::londonTime));

    @TempDir
    Path directory;

    private final ManualClock clock = ManualClock.at("2026-07-01T12:00:00Z");
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream standardOutput = System.out;
    private @Nullable GatewayLogging logging;

    /** Looks whether a sample's effect is there. */
    private interface Effect {
        boolean isSeen(ProdSamplesTest house) throws IOException;
    }

    private static ConfigSamples samples() {
        try {
            return ConfigSamples.read(CONF.resolve("prod.cfg"));
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Those of deliveries to other machines are tried where their handlers are, in gateway-ship. */
    static Stream<String> titles() {
        return SAMPLES.titles().stream().filter(title -> !SAMPLES.with(title).contains("\nclass='"));
    }

    @AfterEach
    void stop() {
        close();
        System.setOut(standardOutput);
    }

    private void close() {
        if (logging != null) {
            logging.close();
            logging = null;
        }
    }

    @Test
    void everySampleHasItsEffectListedHere() {
        assertEquals(EFFECTS.keySet(), titles().collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("titles")
    void aSampleDoesWhatItsTitleSays(String title) throws Exception {
        Effect effect = EFFECTS.get(title);
        assertTrue(effect != null, title);
        start("");
        assertFalse(effect.isSeen(this), "without the sample: " + title);
        close();
        directory = Files.createDirectory(directory.resolve("with"));
        start(SAMPLES.with(title).replace("/var/tmp/webbrick-logs", slashed(directory.resolve("elsewhere"))));
        assertTrue(effect.isSeen(this), "with the sample: " + title);
    }

    private void start(String prod) throws Exception {
        Path logs = Files.createDirectories(directory.resolve("logs"));
        Path old = Files.writeString(logs.resolve("access.log.2026-06-11"), "a line of twenty days ago\n");
        Files.setLastModifiedTime(old, FileTime.from(clock.instant().minus(Duration.ofDays(20))));
        Path young = Files.writeString(logs.resolve("access.log.2026-06-30"), "a line of yesterday\n");
        Files.setLastModifiedTime(young, FileTime.from(clock.instant().minus(Duration.ofHours(1))));
        Path base = Files.writeString(
                directory.resolve("log.cfg"),
                Files.readString(CONF.resolve("log.cfg"))
                        .replace("#logRoot='/var/log/webbrick'", "logRoot='" + slashed(logs) + "'")
                        .replace("zone=''", "zone='UTC'"));
        Path own = Files.writeString(directory.resolve("prod.cfg"), prod);
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        logging = GatewayLogging.start(new LoggingOptions(List.of(base, own), null, null, directory, true, clock));
        assertEquals(List.of(), logging.status().configurationProblems());
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    private GatewayLogging running() {
        GatewayLogging now = logging;
        if (now == null) {
            throw new IllegalStateException("not started");
        }
        return now;
    }

    private void log(String logger, Level level, String message) {
        GatewayLogging.handle(logger).log(level.number(), message);
    }

    private void event(String logger, String line) {
        running().journal(logger).append(Level.INFO, clock.millis(), line);
    }

    private String text(String file) throws IOException {
        assertTrue(running().flush(2_000));
        Path path = directory.resolve("logs").resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    private static boolean debug(ProdSamplesTest house) throws IOException {
        house.log("WebBrickGateway.Heating", Level.DEBUG, "a small thing");
        return house.text("debug.log").contains("a small thing");
    }

    private static boolean oneComponent(ProdSamplesTest house) throws IOException {
        house.log("WebBrickGateway.Heating", Level.DEBUG, "a small thing");
        house.log("WebBrickGateway.Heating", Level.INFO, "as before");
        house.log("EventDespatch.Motion", Level.DEBUG, "a delivery");
        String debug = house.text("debug.log");
        assertTrue(debug.contains("as before"));
        assertFalse(debug.contains("a small thing"));
        return debug.contains("a delivery");
    }

    private static boolean largerFiles(ProdSamplesTest house) throws IOException {
        for (int event = 0; event < 30; event++) {
            house.event("EventLog.temperature", "x".repeat(60_000));
        }
        house.text("EventLog.log");
        return Files.notExists(house.directory.resolve("logs").resolve("EventLog.log.1"));
    }

    private static boolean monthOfAccess(ProdSamplesTest house) throws IOException {
        return house.text("access.log.2026-06-11").contains("twenty days ago");
    }

    private static boolean packedErrors(ProdSamplesTest house) throws IOException {
        house.log("WebBrickGateway.Heating", Level.ERROR, "broken");
        house.text("error.log");
        house.running().rotate("Error");
        Path plain = house.directory.resolve("logs").resolve("error.log.2026-07-01");
        Path packed = plain.resolveSibling("error.log.2026-07-01.gz");
        await().until(() -> Files.exists(plain) || Files.exists(packed));
        if (house.directory.endsWith("with")) {
            await().until(() -> Files.exists(packed) && Files.notExists(plain));
        }
        return Files.exists(packed);
    }

    private static boolean ownFile(ProdSamplesTest house) throws IOException {
        house.event("EventLog.temperature", "temperature,temperature/outside");
        house.event("EventLog.motion", "motion,hall");
        assertTrue(house.text("EventLog.log").contains("temperature/outside"), "EventLog keeps it as well");
        String own = house.text("temperature.log");
        assertFalse(own.contains("motion"));
        return own.contains("temperature/outside");
    }

    private static boolean wire(ProdSamplesTest house) throws IOException {
        GatewayLogging.handle("kamaki.clients.send").log(Level.DEBUG.number(), List.of("> GET /", "> data size: 0"));
        house.log("WebBrickGateway.Heating", Level.DEBUG, "a small thing");
        assertFalse(house.text("debug.log").contains("a small thing"));
        return house.text("wire.log").equals("> GET /\n> data size: 0\n");
    }

    private static boolean talkativeConsole(ProdSamplesTest house) {
        house.event("EventLog.temperature", "temperature,temperature/outside");
        house.running().flush(2_000);
        house.close();
        return house.console.toString(StandardCharsets.UTF_8).contains("temperature/outside");
    }

    private static boolean quietComponent(ProdSamplesTest house) throws IOException {
        house.log("EventDespatch.TimeEventGenerator", Level.INFO, "chatter");
        house.log("EventDespatch.TimeEventGenerator", Level.WARNING, "a problem");
        String debug = house.text("debug.log");
        assertTrue(debug.contains("a problem"));
        return !debug.contains("chatter");
    }

    private static boolean noPolling(ProdSamplesTest house) throws IOException {
        house.event("turbogears.access", "a page");
        house.event("turbogears.access.polling", "a poll");
        String access = house.text("access.log");
        assertTrue(access.contains("a page"), access);
        return !access.contains("a poll");
    }

    private static boolean everySecond(ProdSamplesTest house) throws IOException {
        house.event("EventLog.time.second", "time/second,time/second");
        return house.text("EventLog.log").contains("time/second,time/second");
    }

    private static boolean shorterLines(ProdSamplesTest house) throws IOException {
        house.log("WebBrickGateway.Heating", Level.INFO, "short");
        return house.text("debug.log").lines().anyMatch(line -> line.equals("12:00:00 INFO short"));
    }

    private static boolean otherDirectory(ProdSamplesTest house) throws IOException {
        house.event("EventLog.temperature", "temperature,temperature/outside");
        house.text("EventLog.log");
        Path elsewhere = house.directory.resolve("elsewhere").resolve("EventLog.log");
        return Files.exists(elsewhere) && Files.readString(elsewhere).contains("temperature/outside");
    }

    private static boolean londonTime(ProdSamplesTest house) throws IOException {
        house.event("EventLog.temperature", "temperature,temperature/outside");
        assertEquals(Instant.parse("2026-07-01T12:00:00Z"), house.clock.instant());
        return house.text("EventLog.log").contains("2026-07-01T13:00:00.000+01:00 temperature");
    }
}
