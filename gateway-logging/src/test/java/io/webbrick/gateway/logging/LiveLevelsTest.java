package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.config.LevelsFile;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.stream.LevelChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Levels set at run time, on a whole logging with the shipped configuration. */
final class LiveLevelsTest {
    private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "conf", "log.cfg");
    private static final String HEATING = "WebBrickGateway.Heating";
    private static final int DEBUG = Level.DEBUG.number();

    @TempDir
    Path directory;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");
    private @Nullable GatewayLogging logging;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path logs;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path own;

    @BeforeEach
    void begin() throws IOException {
        logs = directory.resolve("logs");
        own = directory.resolve("prod.cfg");
        Files.copy(SHIPPED, directory.resolve("log.cfg"));
        Files.writeString(own, "");
    }

    @AfterEach
    void stop() {
        if (logging != null) {
            logging.close();
        }
    }

    private LoggingOptions options(@Nullable Path into, InstantSource time) {
        return new LoggingOptions(
                List.of(directory.resolve("log.cfg"), own), into, ZoneId.of("UTC"), directory, false, time);
    }

    private GatewayLogging start() throws Exception {
        logging = GatewayLogging.start(options(logs, clock));
        return logging;
    }

    private Path file() {
        return logs.resolve(".state").resolve("levels");
    }

    private static List<String> debug(GatewayLogging house) throws IOException {
        assertTrue(house.flush(5_000));
        return Files.readAllLines(house.file("Debug").orElseThrow());
    }

    private static boolean isDebugged(String logger) {
        return GatewayLogging.handle(logger).enabled(DEBUG);
    }

    @Test
    void aLoggerSetToDebugIsSeenInDebugAndNoOtherIs() throws Exception {
        GatewayLogging house = start();
        LoggerLevel now = house.levels().set(HEATING, DEBUG, null, "a test");
        assertEquals("DEBUG", now.level());
        assertEquals("set at run time", now.origin());
        assertEquals(List.of("Debug"), now.streams());
        GatewayLogging.handle(HEATING + ".Boiler").log(DEBUG, "below it");
        GatewayLogging.handle("WebBrickGateway.Garden").log(DEBUG, "beside it");
        List<String> lines = debug(house);
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("below it")));
        assertFalse(lines.stream().anyMatch(line -> line.endsWith("beside it")));
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("level of " + HEATING + " set to DEBUG by a test")));
    }

    @Test
    void aLoggerThatIsKeptQuietCanBeHeard() throws Exception {
        GatewayLogging house = start();
        assertNull(house.levels().of("EventLog.time.second").set());
        assertEquals("CRITICAL", house.levels().of("EventLog.time.second").level());
        assertTrue(house.levels().of("EventLog.time.second").origin().matches("log\\.cfg:[0-9]+"));
        LoggerLevel now = house.levels().set("EventLog.time.second", Level.INFO.number(), null, "a test");
        assertEquals("INFO", now.level());
        assertEquals(List.of("EventLog", "Debug"), now.streams());
    }

    @Test
    void takenBackItIsAsConfigured() throws Exception {
        GatewayLogging house = start();
        LoggerLevel before = house.levels().of(HEATING);
        assertTrue(before.origin().matches("stream Debug, log\\.cfg:[0-9]+"), before.origin());
        house.levels().set(HEATING, DEBUG, Duration.ofMinutes(30), "a test");
        LoggerLevel after = house.levels().clear(HEATING, "a test");
        assertEquals("INFO", after.level());
        assertNull(after.set());
        assertEquals(before.origin(), after.origin());
        assertFalse(isDebugged(HEATING));
        assertFalse(Files.exists(file()), "nothing is set");
        assertEquals("INFO", house.levels().clear(HEATING, "a test").level(), "once more does nothing");
    }

    @Test
    void aTimedLevelEndsByItselfAndNotBefore() throws Exception {
        GatewayLogging house = start();
        LoggerLevel now = house.levels().set(HEATING, DEBUG, Duration.ofMinutes(30), "a test");
        assertEquals(Instant.parse("2026-11-21T05:50:00Z"), now.until());
        clock.advance(Duration.ofMinutes(30).minusMillis(1));
        house.endLevels();
        assertTrue(isDebugged(HEATING));
        clock.advance(Duration.ofMillis(1));
        house.endLevels();
        assertFalse(isDebugged(HEATING));
        assertFalse(Files.exists(file()));
        assertTrue(debug(house).stream().anyMatch(line -> line.contains("level of " + HEATING + " is over")));
    }

    @Test
    void itEndsWithoutAnybodysHelp() throws Exception {
        GatewayLogging house = GatewayLogging.start(options(logs, InstantSource.system()));
        logging = house;
        house.levels().set(HEATING, DEBUG, Duration.ofMillis(300), "a test");
        assertTrue(isDebugged(HEATING));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !isDebugged(HEATING));
    }

    @Test
    void aLaterOneThatEndsEarlierDoesNotWaitForTheFirst() throws Exception {
        GatewayLogging house = GatewayLogging.start(options(logs, InstantSource.system()));
        logging = house;
        house.levels().set("first", DEBUG, Duration.ofHours(1), "a test");
        house.levels().set("second", DEBUG, Duration.ofMillis(300), "a test");
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !isDebugged("second"));
        assertTrue(isDebugged("first"));
    }

    @Test
    void survivesARestartWithItsDeadline() throws Exception {
        start().levels().set(HEATING, DEBUG, Duration.ofMinutes(30), "a test");
        clock.advance(Duration.ofMinutes(10));
        GatewayLogging second = start();
        assertTrue(isDebugged(HEATING));
        assertEquals(
                Instant.parse("2026-11-21T05:50:00Z"),
                second.levels().of(HEATING).until());
        clock.advance(Duration.ofMinutes(20));
        second.endLevels();
        assertFalse(isDebugged(HEATING));
    }

    @Test
    void oneThatEndedWhileNothingRanIsGone() throws Exception {
        start().levels().set(HEATING, DEBUG, Duration.ofMinutes(30), "a test");
        stop();
        clock.advance(Duration.ofMinutes(31));
        start();
        assertFalse(isDebugged(HEATING));
    }

    @Test
    void afterARestartItEndsWithoutAnybodysHelp() throws Exception {
        logging = GatewayLogging.start(options(logs, InstantSource.system()));
        logging.levels().set(HEATING, DEBUG, Duration.ofSeconds(2), "a test");
        logging = GatewayLogging.start(options(logs, InstantSource.system()));
        assertTrue(isDebugged(HEATING));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !isDebugged(HEATING));
    }

    @Test
    void theUsersFilesAreNeverTouched() throws Exception {
        byte[] shipped = Files.readAllBytes(directory.resolve("log.cfg"));
        GatewayLogging house = start();
        house.levels().set(HEATING, DEBUG, null, "a test");
        assertTrue(Files.exists(file()));
        assertArrayEquals(shipped, Files.readAllBytes(directory.resolve("log.cfg")));
        assertEquals("", Files.readString(own));
        assertFalse(Files.exists(directory.resolve("levels")));
    }

    @Test
    void persistentLevelsLieBesideTheConfiguration() throws Exception {
        Files.writeString(own, "[logging]\npersistLevels=True\n");
        start().levels().set(HEATING, DEBUG, null, "a test");
        assertTrue(Files.exists(directory.resolve("levels")));
        assertFalse(Files.exists(file()));
        logs = directory.resolve("other-logs");
        start();
        assertTrue(isDebugged(HEATING), "the log directory was lost");
    }

    @Test
    void theFileMovesWhenAReloadSaysSo() throws Exception {
        GatewayLogging house = start();
        house.levels().set(HEATING, DEBUG, null, "a test");
        Files.writeString(own, "[logging]\npersistLevels=True\n");
        assertTrue(house.reload().usable());
        assertTrue(Files.exists(directory.resolve("levels")));
        assertFalse(Files.exists(file()));
        assertTrue(isDebugged(HEATING));
    }

    @Test
    void aReloadKeepsWhatIsSetOverTheNewConfiguration() throws Exception {
        GatewayLogging house = start();
        house.levels().set(HEATING, DEBUG, null, "a test");
        Files.writeString(own, "[logging]\n[[loggers]]\n[[[h]]]\nqualname='" + HEATING + "'\nlevel='ERROR'\n");
        assertTrue(house.reload().usable());
        assertTrue(isDebugged(HEATING));
        house.levels().clear(HEATING, "a test");
        LoggerLevel now = house.levels().of(HEATING);
        assertEquals("ERROR", now.level());
        assertEquals("prod.cfg:5", now.origin());
    }

    @Test
    void aFileThatMakesNoSenseCostsItsLevelsOnly() throws Exception {
        start().levels().set(HEATING, DEBUG, null, "a test");
        stop();
        Files.write(file(), new byte[] {'[', 0, (byte) 0xFF, '\n', 'x'});
        GatewayLogging house = start();
        assertFalse(isDebugged(HEATING));
        assertTrue(
                house.status().problems().stream().anyMatch(problem -> problem.contains("levels:1: error")),
                () -> house.status().problems().toString());
        house.levels().set(HEATING, DEBUG, null, "a test");
        start();
        assertTrue(isDebugged(HEATING));
    }

    @Test
    void aFileThatCannotBeWrittenCostsTheRestartOnly() throws Exception {
        GatewayLogging house = start();
        Files.createDirectories(file().resolve("in its place"));
        house.levels().set(HEATING, DEBUG, null, "a test");
        assertTrue(isDebugged(HEATING));
        assertTrue(house.status().problems().stream().anyMatch(problem -> problem.contains("end with this process")));
    }

    @Test
    void changesOfManyThreadsAllCount() throws Exception {
        GatewayLogging house = start();
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < 4; number++) {
            String name = "changer" + number;
            var thread = new Thread(() -> {
                for (int round = 0; round < 25; round++) {
                    house.levels().set(name + "." + round, DEBUG, null, name);
                    house.levels().clear(name + "." + (round - 1), name);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        start();
        for (int number = 0; number < 4; number++) {
            assertTrue(isDebugged("changer" + number + ".24"));
            assertFalse(isDebugged("changer" + number + ".23"));
        }
        assertEquals(
                4,
                Files.readString(file(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("logger="))
                        .count());
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        LoggerLevels levels = start().levels();
        assertThrows(IllegalArgumentException.class, () -> levels.set("a\nb", DEBUG, null, "a test"));
        assertThrows(IllegalArgumentException.class, () -> levels.set("a".repeat(501), DEBUG, null, "a test"));
        assertThrows(IllegalArgumentException.class, () -> levels.set("a", 51, null, "a test"));
        assertThrows(IllegalArgumentException.class, () -> levels.set("a", DEBUG, Duration.ZERO, "a test"));
        assertThrows(IllegalArgumentException.class, () -> levels.set("a", DEBUG, Duration.ofDays(366), "a test"));
    }

    @Test
    void aThousandLoggersAreEnough() throws Exception {
        var many = new ArrayList<LevelChange>();
        for (int number = 0; number < RunTimeLevels.MOST; number++) {
            many.add(new LevelChange("logger" + number, DEBUG, null));
        }
        LevelsFile.write(file(), many);
        LoggerLevels levels = start().levels();
        assertThrows(IllegalArgumentException.class, () -> levels.set("another", DEBUG, null, "a test"));
        assertEquals("ERROR", levels.set("logger7", 40, null, "a test").level(), "one of them may change");
        levels.clear("logger8", "a test");
        assertEquals("DEBUG", levels.set("another", DEBUG, null, "a test").level());
    }

    @Test
    void theListNamesConfiguredSeenAndSetLoggersOnce() throws Exception {
        GatewayLogging house = start();
        GatewayLogging.handle("seen.only");
        house.levels().set("set.only", DEBUG, null, "a test");
        List<String> names =
                house.levels().list().stream().map(LoggerLevel::name).toList();
        assertEquals(names.stream().distinct().sorted().toList(), names);
        assertTrue(names.containsAll(List.of("", "EventLog.time.second", "seen.only", "set.only")), names::toString);
        assertEquals("", names.get(0));
        assertTrue(house.levels().of("seen.only").seen());
        assertFalse(house.levels().of("set.only").seen());
    }

    @Test
    void explainTellsThatItWasSetAtRunTimeAndUntilWhen() throws Exception {
        GatewayLogging house = start();
        house.levels().set(HEATING, DEBUG, Duration.ofMinutes(30), "a test");
        Explanation explanation = Explanation.withLevels(options(logs, clock));
        assertEquals(List.of("Debug"), explanation.reached(HEATING, DEBUG));
        assertEquals("set at run time", explanation.origin(HEATING));
        assertEquals(
                Instant.parse("2026-11-21T05:50:00Z"),
                explanation.until(HEATING).orElseThrow());
        assertEquals(
                "DEBUG and above pass: level of " + HEATING + " (set at run time until 2026-11-21T05:50:00Z)",
                explanation.threshold(HEATING));
        assertEquals(
                "collects='all': takes DEBUG and above, set at run time for this logger and whatever another stream takes",
                explanation.verdicts(HEATING, DEBUG).get(0).why());
        assertEquals(List.of(), Explanation.of(options(logs, clock)).reached(HEATING, DEBUG), "files alone");
    }

    @Test
    void notsetTakesTheLevelOfTheLoggerAbove() throws Exception {
        GatewayLogging house = start();
        LoggerLevel now = house.levels().set("EventLog.time.second", 0, null, "a test");
        assertEquals("INFO", now.level());
        assertEquals("NOTSET", now.set());
    }
}
