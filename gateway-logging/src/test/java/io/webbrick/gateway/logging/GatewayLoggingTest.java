package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.record.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatewayLoggingTest {
    private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "conf", "log.cfg");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream standardOutput = System.out;
    private final PrintStream standardError = System.err;
    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private @Nullable GatewayLogging logging;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path logs;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path own;

    @BeforeEach
    void catchConsole() throws IOException {
        logs = directory.resolve("logs");
        own = directory.resolve("prod.cfg");
        write("");
        var caught = new PrintStream(console, true, StandardCharsets.UTF_8);
        System.setOut(caught);
        System.setErr(caught);
    }

    @AfterEach
    void stop() {
        if (logging != null) {
            logging.close();
        }
        System.setOut(standardOutput);
        System.setErr(standardError);
    }

    private void write(String text) throws IOException {
        Files.writeString(own, text);
    }

    /** A level for Debug, as an installation's own file says it. */
    private void writeLevel(String level) throws IOException {
        write("[logging]\n[[handlers]]\n[[[Debug]]]\nlevel='" + level + "'\n");
    }

    private LoggingOptions options(boolean strict) {
        return new LoggingOptions(List.of(SHIPPED, own), logs, java.time.ZoneId.of("UTC"), directory, strict, clock);
    }

    private GatewayLogging start() throws Exception {
        logging = GatewayLogging.start(options(false));
        return logging;
    }

    private List<String> lines(GatewayLogging from, String stream) throws IOException {
        assertTrue(from.flush(5_000));
        return Files.readAllLines(from.file(stream).orElseThrow());
    }

    private String screen() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aDirectoryInUseIsRefusedNamingItsOwner() throws Exception {
        Files.createDirectories(logs);
        try (DirectoryLock held = DirectoryLock.take(logs)) {
            held.describe("http://127.0.0.1:8080");
            var refused = assertThrows(IOException.class, this::start);
            assertTrue(String.valueOf(refused.getMessage())
                    .contains("is in use by process " + ProcessHandle.current().pid() + ", http://127.0.0.1:8080"));
        }
        start();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefusedWithTheWayOut() throws IOException {
        Files.writeString(directory.resolve("logs"), "a file in its place");
        var refused = assertThrows(IOException.class, this::start);
        assertEquals(
                "cannot write to log directory " + logs + " (FileAlreadyExistsException); give it to user "
                        + System.getProperty("user.name") + ", or choose another with --logs DIR",
                refused.getMessage());
    }

    @Test
    void aStreamThatCannotBeOpenedLetsTheDirectoryGoAgain() throws Exception {
        Files.createDirectories(logs.resolve("error.log"));
        assertThrows(IOException.class, this::start);
        Files.delete(logs.resolve("error.log"));
        start();
    }

    @Test
    void aBrokenConfigurationStartsWithTheBuiltInOneAndSaysSoEverywhere() throws Exception {
        write("[logging]\n[[handlers]]\n[[[Debug]]]\nlevel='DEBGU'\n");
        GatewayLogging house = start();
        LoggingStatus status = house.status();
        assertEquals("built-in", status.configuration());
        assertTrue(status.configurationProblems().get(0).contains("prod.cfg:4: error: "), status::toString);
        assertTrue(lines(house, "Error").stream().anyMatch(line -> line.contains("prod.cfg:4")));
        Awaitility.await().until(() -> screen().contains("started with the built-in one"));
    }

    @Test
    void aBrokenConfigurationStartsWithTheLastGoodOne() throws Exception {
        writeLevel("DEBUG");
        start().close();
        write("[logging\n");
        GatewayLogging house = start();
        assertEquals("last good", house.status().configuration());
        assertTrue(GatewayLogging.handle("WebBrickGateway.Heating").enabled(Level.DEBUG.number()));
        assertTrue(lines(house, "Error").stream().anyMatch(line -> line.contains("started with the last good one")));
    }

    @Test
    void strictRefusesABrokenConfigurationListingItsProblems() throws IOException {
        write("[logging]\n[[handlers]]\n[[[Debug]]]\nlevel='DEBGU'\nkeep='soon'\n");
        var refused = assertThrows(ConfigurationException.class, () -> GatewayLogging.start(options(true)));
        assertTrue(String.valueOf(refused.getMessage()).lines().count() >= 2, refused.toString());
        assertFalse(Files.exists(logs), "nothing was begun");
    }

    @Test
    void aReloadPutsNewLevelsInForceForLoggersThatAreInUse() throws Exception {
        GatewayLogging house = start();
        LogHandle heating = GatewayLogging.handle("WebBrickGateway.Heating");
        heating.log(Level.DEBUG.number(), "before");
        writeLevel("DEBUG");
        assertTrue(house.reload().usable());
        heating.log(Level.DEBUG.number(), "after");
        List<String> debug = lines(house, "Debug");
        assertFalse(debug.stream().anyMatch(line -> line.endsWith("before")));
        assertTrue(debug.stream().anyMatch(line -> line.endsWith("after")));
        assertTrue(debug.stream().anyMatch(line -> line.contains("EventDespatch configuration reloaded")));
    }

    @Test
    void aBrokenReloadKeepsWhatIsInForce() throws Exception {
        writeLevel("DEBUG");
        GatewayLogging house = start();
        write("[logging]\n[[handlers]]\n[[[Debug]]]\nlevel='DEBGU'\n");
        assertFalse(house.reload().usable());
        LogHandle heating = GatewayLogging.handle("WebBrickGateway.Heating");
        assertTrue(heating.enabled(Level.DEBUG.number()));
        assertEquals(1, house.status().configurationProblems().size());
        assertTrue(lines(house, "Error").stream().anyMatch(line -> line.contains("the one in force stays")));
        write("");
        assertTrue(house.reload().usable());
        assertFalse(heating.enabled(Level.DEBUG.number()));
        assertEquals(List.of(), house.status().configurationProblems());
    }

    @Test
    void aReloadMovesToAnotherDirectoryAndLetsTheOldOneGo() throws Exception {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        write("[DEFAULT]\nlogRoot='" + first.toString().replace('\\', '/') + "'\n");
        var moving = new LoggingOptions(List.of(SHIPPED, own), null, null, directory, false, clock);
        logging = GatewayLogging.start(moving);
        LogHandle heating = GatewayLogging.handle("WebBrickGateway.Heating");
        heating.log(Level.ERROR.number(), "in the first");
        assertTrue(logging.flush(5_000));
        write("[DEFAULT]\nlogRoot='" + second.toString().replace('\\', '/') + "'\n");
        assertTrue(logging.reload().usable());
        heating.log(Level.ERROR.number(), "in the second");
        assertTrue(lines(logging, "Error").stream().allMatch(line -> line.endsWith("in the second")));
        assertEquals(second.resolve("error.log"), logging.file("error").orElseThrow());
        assertEquals(1, Files.readAllLines(first.resolve("error.log")).size());
        DirectoryLock.take(first).close();
        assertThrows(IOException.class, () -> DirectoryLock.take(second));
    }

    @Test
    void eachDirectoryOnTheWayLeadsToTheOneWithTheRing() throws Exception {
        List<Path> ways = List.of(directory.resolve("one"), directory.resolve("two"), directory.resolve("three"));
        writeRoot(ways.get(0));
        var moving = new LoggingOptions(List.of(SHIPPED, own), null, null, directory, false, clock);
        GatewayLogging house = GatewayLogging.start(moving);
        logging = house;
        for (int number : new int[] {1, 2, 0, 2, 0}) {
            writeRoot(ways.get(number));
            assertTrue(house.reload().usable());
            assertEquals(ways.get(number), house.status().directory());
        }
        assertEquals(List.of(), house.status().problems());
        for (int number : new int[] {1, 2}) {
            assertEquals(
                    List.of(ways.get(0).toString()),
                    Files.readAllLines(ways.get(number).resolve(".state").resolve("moved")));
        }
        assertFalse(Files.exists(ways.get(0).resolve(".state").resolve("moved")));
    }

    private void writeRoot(Path logRoot) throws IOException {
        write("[DEFAULT]\nlogRoot='" + logRoot.toString().replace('\\', '/') + "'\n");
    }

    @Test
    void oneMessageForEachContentThatCannotBeUsed() throws Exception {
        GatewayLogging house = start();
        for (String broken : List.of("[a\n", "[b\n", "[a\n", "[a\n")) {
            write(broken);
            house.reload();
            house.reload();
        }
        assertEquals(
                2,
                lines(house, "Error").stream()
                        .filter(line -> line.contains("the one in force stays"))
                        .filter(line -> line.contains("LogConfig"))
                        .count());
    }

    @Test
    void aFileThatVanishesKeepsWhatIsInForceAndIsSaidOnce() throws Exception {
        writeLevel("DEBUG");
        GatewayLogging house = start();
        Files.delete(own);
        assertFalse(house.reload().usable());
        assertFalse(house.reload().usable());
        assertTrue(GatewayLogging.handle("WebBrickGateway.Heating").enabled(Level.DEBUG.number()));
        assertEquals(
                1,
                lines(house, "Error").stream()
                        .filter(line -> line.contains("prod.cfg:1: error") && line.contains("LogConfig"))
                        .count());
        writeLevel("DEBUG");
        assertTrue(house.reload().usable());
        assertEquals(List.of(), house.status().configurationProblems());
    }

    @Test
    void aReloadThatChangesNothingTouchesNothing() throws Exception {
        GatewayLogging house = start();
        assertTrue(house.reload().usable());
        assertFalse(lines(house, "Debug").stream().anyMatch(line -> line.contains("configuration reloaded")));
    }

    @Test
    void filesThatChangedWhileTheyWereReadAreNotUsed() throws Exception {
        Path other = Files.writeString(directory.resolve("other.cfg"), "");
        var options = new LoggingOptions(List.of(SHIPPED, other), logs, null, directory, false, clock);
        GatewayLogging house = GatewayLogging.start(options);
        logging = house;
        Files.writeString(other, "[logging]\n[[loggers]]\n[[[half]]]\nqualname='half.read'\nlevel='CRITICAL'\n");
        assertFalse(house.reloadQuietly(() -> false), "to be tried again");
        assertTrue(house.reloadQuietly(() -> true));
        assertFalse(GatewayLogging.handle("half.read").enabled(Level.ERROR.number()));
    }

    @Test
    void aReloadIsFoundByItself() throws Exception {
        start();
        writeLevel("DEBUG");
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .until(() -> GatewayLogging.handle("WebBrickGateway.Heating").enabled(Level.DEBUG.number()));
    }

    @Test
    void anotherZoneIsInForceAtOnce() throws Exception {
        write("zone='UTC'\n");
        GatewayLogging house =
                GatewayLogging.start(new LoggingOptions(List.of(SHIPPED, own), logs, null, directory, false, clock));
        logging = house;
        GatewayLogging.handle("WebBrickGateway.Heating").log(Level.ERROR.number(), "before");
        write("zone='Asia/Kathmandu'\n");
        assertTrue(house.reload().usable());
        GatewayLogging.handle("WebBrickGateway.Heating").log(Level.ERROR.number(), "after");
        assertEquals(java.time.ZoneId.of("Asia/Kathmandu"), house.zone());
        List<String> error = lines(house, "Error");
        assertTrue(error.get(0).startsWith("2026-11-21T05:20:00.123+00:00"), error::toString);
        assertTrue(error.get(1).startsWith("2026-11-21T11:05:00.123+05:45"), error::toString);
    }

    @Test
    void aReloadToADirectoryInUseKeepsTheOldOne() throws Exception {
        Path second = Files.createDirectories(directory.resolve("second"));
        write("[DEFAULT]\nlogRoot='" + logs.toString().replace('\\', '/') + "'\n");
        var moving = new LoggingOptions(List.of(SHIPPED, own), null, null, directory, false, clock);
        logging = GatewayLogging.start(moving);
        try (DirectoryLock held = DirectoryLock.take(second)) {
            held.describe("somebody else");
            write("[DEFAULT]\nlogRoot='" + second.toString().replace('\\', '/') + "'\n");
            logging.reload();
            GatewayLogging.handle("WebBrickGateway.Heating").log(Level.ERROR.number(), "still here");
            List<String> error = lines(logging, "Error");
            assertTrue(error.stream().anyMatch(line -> line.endsWith("still here")));
            assertTrue(error.stream().anyMatch(line -> line.contains("cannot put the new configuration")));
            assertEquals(logs, logging.status().directory());
        }
        assertTrue(logging.reload().usable(), "once more, now that it is free");
        assertEquals(second, logging.status().directory());
    }

    @Test
    void aLoggerIsTheSameObjectThroughStopAndStart() throws Exception {
        LogHandle heating = GatewayLogging.handle("WebBrickGateway.Heating");
        start().close();
        assertFalse(heating.enabled(Level.CRITICAL.number()), "stopped: off");
        heating.log(Level.ERROR.number(), "into the void");
        GatewayLogging house = start();
        assertSame(heating, GatewayLogging.handle("WebBrickGateway.Heating"));
        heating.log(Level.ERROR.number(), "kept");
        assertEquals(1, lines(house, "Error").size());
    }

    @Test
    void aSecondStartEndsTheFirst() throws Exception {
        GatewayLogging first = start();
        GatewayLogging.handle("WebBrickGateway.Heating").log(Level.ERROR.number(), "first");
        GatewayLogging second = start();
        assertSame(second, GatewayLogging.current());
        assertEquals(1, lines(second, "Error").size(), "what the first took is written");
        first.close();
        assertSame(second, GatewayLogging.current(), "closing twice does nothing");
    }

    @Test
    void aToStringThatLogsKeepsBothRecords() throws Exception {
        GatewayLogging house = start();
        LogHandle heating = GatewayLogging.handle("WebBrickGateway.Heating");
        Object talkative = new Object() {
            @Override
            public String toString() {
                heating.log(Level.ERROR.number(), "inner {}", 1);
                return "shown";
            }
        };
        heating.log(Level.ERROR.number(), "outer {} {}", talkative, talkative);
        List<String> messages = lines(house, "Error").stream()
                .map(line -> line.substring(line.indexOf("Heating ") + 8))
                .toList();
        assertEquals(List.of("inner 1", "inner 1", "outer shown shown"), messages);
    }

    @Test
    void hostileArgumentsNeverThrowAndLoseNoRecord() throws Exception {
        GatewayLogging house = start();
        LogHandle heating = GatewayLogging.handle("WebBrickGateway.Heating");
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no words");
            }
        };
        Object endless = new Object() {
            @Override
            public String toString() {
                return String.valueOf(this);
            }
        };
        assertDoesNotThrow(() -> {
            heating.log(Level.ERROR.number(), "one {}", hostile);
            heating.log(Level.ERROR.number(), "two {} {}", endless, "fine");
            heating.log(Level.ERROR.number(), "three\nlines {}", "\u001b[31m");
            heating.log(Level.ERROR.number(), null, hostile);
            heating.log(
                    Level.ERROR.number(),
                    "five {}",
                    new Object[] {hostile},
                    9,
                    null,
                    new Object[] {hostile, hostile},
                    null);
        });
        List<String> error = lines(house, "Error");
        assertEquals(5, error.size(), error::toString);
        assertTrue(error.get(0).contains("one [FAILED toString() of "), error::toString);
        assertTrue(error.get(1).endsWith("StackOverflowError] fine"), error::toString);
        assertTrue(error.get(2).endsWith("three\\nlines \\x1b[31m"), error::toString);
        assertEquals(0, house.status().lost());
    }

    @Test
    void anErrorThatNobodyMayCatchCostsOnlyItsRecord() throws Exception {
        GatewayLogging house = start();
        LogHandle heating = GatewayLogging.handle("WebBrickGateway.Heating");
        Object dying = new Object() {
            @Override
            public String toString() {
                throw new OutOfMemoryError("pretended");
            }
        };
        heating.log(Level.ERROR.number(), "lost {}", dying);
        heating.log(Level.ERROR.number(), "kept");
        assertEquals(1, lines(house, "Error").size());
        assertEquals(1, house.status().lost());
        assertEquals(
                house.status().accepted(),
                house.status().stored() + house.status().lost());
        assertTrue(house.status().problems().stream().anyMatch(problem -> problem.contains("could not be encoded")));
    }

    @Test
    void contextAndKeyValuesAreShownWhereTheFormatWantsThem() throws Exception {
        write("[logging]\n[[formatters]]\n[[[Error]]]\nformat='*(message)s [*(mdc)s] *(room)s'\n");
        GatewayLogging house = start();
        LogHandle heating = GatewayLogging.handle("WebBrickGateway.Heating");
        Map<String, String> context = new LinkedHashMap<>();
        context.put("room", "kitchen");
        context.put("user", "a\nb");
        heating.log(Level.ERROR.number(), "hot", null, 0, null, new Object[] {"degrees", 61.5, "on", true}, context);
        heating.log(Level.ERROR.number(), "cold", null, 0, null, null, null);
        assertEquals(
                List.of("hot degrees=61.5 on=true [room=kitchen user=a\\nb] kitchen", "cold [] "),
                lines(house, "Error"));
    }

    @Test
    void aJournalSaysWhatBecameOfEachLine() throws Exception {
        GatewayLogging house = start();
        Journal journal = house.journal("EventLog.temperature");
        assertEquals(Journal.Outcome.STORED, journal.append(Level.INFO, clock.millis(), "temperature,t/1"));
        assertEquals(Journal.Outcome.SUPPRESSED, journal.append(Level.DEBUG, clock.millis(), "too minor"));
        String longest = "x".repeat(Journal.MAX_BYTES);
        assertEquals(Journal.Outcome.STORED, journal.append(Level.INFO, clock.millis(), longest));
        assertEquals(Journal.Outcome.LOST, journal.append(Level.INFO, clock.millis(), longest + "x"));
        assertEquals(Journal.Outcome.LOST, journal.append(Level.INFO, clock.millis(), "ä".repeat(32_769)));
        assertEquals(2, lines(house, "EventLog").size());
    }

    @Test
    void aStreamIsRotatedOnDemandByItsTitle() throws Exception {
        GatewayLogging house = start();
        GatewayLogging.handle("WebBrickGateway.Heating").log(Level.ERROR.number(), "old");
        assertTrue(house.flush(5_000));
        assertTrue(house.rotate("debug"));
        assertFalse(house.rotate("no such stream"));
        org.awaitility.Awaitility.await().until(() -> Files.exists(logs.resolve("debug.log.1")));
        assertTrue(lines(house, "Debug").stream().anyMatch(line -> line.endsWith("rotated debug.log")));
    }

    @Test
    void statusCountsTheFilesOfEachStream() throws Exception {
        GatewayLogging house = start();
        GatewayLogging.handle("WebBrickGateway.Heating").log(Level.ERROR.number(), "hot");
        assertTrue(house.flush(5_000));
        StreamStatus error = house.status().streams().stream()
                .filter(stream -> stream.name().equals("Error"))
                .findFirst()
                .orElseThrow();
        assertEquals(1, error.files());
        assertEquals(Files.size(logs.resolve("error.log")), error.bytes());
        assertEquals(clock.instant(), error.oldest());
        assertEquals("ERROR", error.level());
        assertEquals(1, error.stored());
        assertEquals(logs.resolve("error.log"), error.file());
        StreamStatus shown = house.status().streams().stream()
                .filter(stream -> stream.name().equals("Screen"))
                .findFirst()
                .orElseThrow();
        assertEquals(null, shown.file());
    }

    @Test
    void aCommandsLoggingGoesToStandardErrorAndTouchesNoDirectory() {
        logging = GatewayLogging.startOnConsole(Level.WARNING);
        LogHandle command = GatewayLogging.handle("command");
        assertFalse(command.enabled(Level.INFO.number()));
        command.log(Level.WARNING.number(), "said {}", "aloud");
        logging.close();
        Awaitility.await().until(() -> screen().endsWith("WARNING command said aloud\n"));
        assertEquals(null, logging.status().directory());
        assertFalse(Files.exists(logs));
    }
}
