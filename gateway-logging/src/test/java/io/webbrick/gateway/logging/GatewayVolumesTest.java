package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.PositionReader;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole logging with Error on another volume, a real one: tmpfs. */
final class GatewayVolumesTest {
    private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "conf", "log.cfg");
    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir
    Path directory;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final LogHandle heating = GatewayLogging.handle("WebBrickGateway.Heating");
    private @Nullable GatewayLogging logging;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path other;

    @BeforeEach
    void findAnotherVolume() throws IOException {
        assumeTrue(
                Files.isDirectory(MEMORY) && !Files.getFileStore(MEMORY).equals(Files.getFileStore(directory)),
                "no other volume in /dev/shm");
        other = Files.createTempDirectory(MEMORY, "volumes");
    }

    @AfterEach
    void stop() throws IOException {
        if (logging != null) {
            logging.close();
        }
        if (other != null) {
            try (var files = Files.list(other)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(other);
        }
    }

    private Path own() {
        return directory.resolve("prod.cfg");
    }

    private void errorsGoTo(Path file) throws IOException {
        Files.writeString(
                own(),
                "[logging]\nallowedRoots=['" + other + "']\n[[handlers]]\n[[[Error]]]\nfilename='" + file + "'\n");
    }

    private GatewayLogging start() throws Exception {
        GatewayLogging started = GatewayLogging.start(new LoggingOptions(
                List.of(SHIPPED, own()), directory.resolve("logs"), ZoneId.of("UTC"), directory, true, clock));
        logging = started;
        return started;
    }

    private static boolean holds(Path file, String end) throws IOException {
        return Files.exists(file) && Files.readAllLines(file).stream().anyMatch(line -> line.endsWith(end));
    }

    @Test
    void aStreamOnAnotherVolumeHasARingOfItsOwnAndStatusSaysSo() throws Exception {
        errorsGoTo(other.resolve("error.log"));
        GatewayLogging house = start();
        heating.log(Level.ERROR.number(), "cold {}", 1);
        heating.log(Level.ERROR.number(), "colder {}", new Object[] {2}, 1, null, null, null);
        Journal journal = house.journal("WebBrickGateway.Heating");
        assertEquals(Journal.Outcome.STORED, journal.append(Level.ERROR, clock.millis(), "coldest"));
        assertTrue(house.flush(5_000));
        for (String message : List.of("cold 1", "colder 2", "coldest")) {
            assertTrue(holds(other.resolve("error.log"), message), message);
            assertTrue(holds(directory.resolve("logs").resolve("debug.log"), message), message);
        }
        LoggingStatus status = house.status();
        assertTrue(
                status.ring().contains("; for " + other.toString().substring(1).replace('/', '-')), status.ring());
        assertEquals(status.accepted(), status.stored() + status.lost());
        assertEquals(0, status.lost());
    }

    @Test
    void aReloadMovesItToTheOtherVolumeAndBack() throws Exception {
        Path atHome = directory.resolve("logs").resolve("error.log");
        errorsGoTo(Path.of("error.log"));
        GatewayLogging house = start();
        heating.log(Level.ERROR.number(), "first");
        errorsGoTo(other.resolve("error.log"));
        assertTrue(house.reload().usable());
        heating.log(Level.ERROR.number(), "second");
        errorsGoTo(Path.of("error.log"));
        assertTrue(house.reload().usable());
        heating.log(Level.ERROR.number(), "third");
        assertTrue(house.flush(5_000));
        assertTrue(holds(atHome, "first") && holds(atHome, "third") && !holds(atHome, "second"));
        assertTrue(holds(other.resolve("error.log"), "second"));
        assertFalse(house.status().ring().contains(";"), house.status().ring());
        assertEquals(0, house.status().lost());
    }

    @Test
    void itsLinesHaveNamesWhileTheGatewayRuns() throws Exception {
        Path file = other.resolve("error.log");
        errorsGoTo(file);
        GatewayLogging house = start();
        heating.log(Level.ERROR.number(), "first");
        heating.log(Level.ERROR.number(), "second");
        assertTrue(house.flush(5_000));
        Position first;
        try (PositionReader lines = PositionReader.oldestFirst(file)) {
            assertTrue(String.valueOf(lines.next()).endsWith("first"));
            first = Objects.requireNonNull(lines.position());
        }
        assertTrue(house.rotate("Error"));
        assertTrue(house.flush(5_000));
        heating.log(Level.ERROR.number(), "third");
        assertTrue(house.flush(5_000));
        var behind = new ArrayList<String>();
        try (PositionReader lines = PositionReader.behind(file, first)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                behind.add(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        assertEquals(List.of("second", "third"), behind);
    }
}
