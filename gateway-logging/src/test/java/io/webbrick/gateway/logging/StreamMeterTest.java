package io.webbrick.gateway.logging;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.record.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a stream counts of itself, seen from the status. */
final class StreamMeterTest {
    @TempDir
    private Path directory;

    private GatewayLogging start(String time) throws ConfigurationException, java.io.IOException {
        return GatewayLogging.start(
                new LoggingOptions(List.of(), directory, ZoneOffset.UTC, null, false, ManualClock.at(time)));
    }

    private static StreamStatus stream(GatewayLogging logging, String name) {
        return logging.status().streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsRecordsAndTheBytesOfTheirLinesByLevel() throws Exception {
        try (GatewayLogging logging = start("2026-07-01T12:00:00Z")) {
            GatewayLogging.handle("WebBrickGateway.Heating").log(Level.ERROR.number(), "broken");
            GatewayLogging.handle("WebBrickGateway.Heating").log(Level.CRITICAL.number(), "very broken: é");
            assertTrue(logging.flush(2_000));
            StreamMeter error = stream(logging, "Error").meter();
            assertEquals(
                    List.of("ERROR", "CRITICAL"),
                    error.taken().stream().map(StreamMeter.Taken::level).toList());
            assertEquals(
                    List.of(1L, 1L),
                    error.taken().stream().map(StreamMeter.Taken::records).toList());
            assertEquals(
                    Files.size(directory.resolve("error.log")),
                    error.taken().stream().mapToLong(StreamMeter.Taken::bytes).sum());
        }
    }

    @Test
    void countsRotations() throws Exception {
        try (GatewayLogging logging = start("2026-07-01T12:00:00Z")) {
            for (int i = 1; i <= 3; i++) {
                int rotations = i;
                logging.journal("EventLog.t").append(Level.INFO, i, "t,s," + i);
                assertTrue(logging.flush(2_000));
                assertTrue(logging.rotate("EventLog"));
                await().until(() -> stream(logging, "EventLog").meter().rotations() == rotations);
            }
            assertEquals(0, stream(logging, "Error").meter().rotations());
        }
    }

    @Test
    void tellsFilesBytesOldestRecordAndHowLongItKeepsThem() throws Exception {
        ManualClock clock = ManualClock.at("2026-07-01T12:00:00Z");
        try (GatewayLogging logging =
                GatewayLogging.start(new LoggingOptions(List.of(), directory, ZoneOffset.UTC, null, false, clock))) {
            logging.journal("EventLog.t").append(Level.INFO, clock.millis(), "t,s,first");
            assertTrue(logging.flush(2_000));
            assertTrue(logging.rotate("EventLog"));
            clock.advance(Duration.ofDays(1));
            logging.journal("EventLog.t").append(Level.INFO, clock.millis(), "t,s,second");
            assertTrue(logging.flush(2_000));
            Path history = directory.resolve("EventLog.log.1");
            Path newest = directory.resolve("EventLog.log");
            for (Path file : List.of(history, newest)) {
                Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            }
            StreamStatus events = stream(logging, "EventLog");
            assertEquals(2, events.files());
            assertEquals(Files.size(history) + Files.size(newest), events.bytes());
            assertEquals(Instant.parse("2026-07-01T12:00:00Z"), events.oldest());
            assertEquals(3, events.keepsDays(), "two files came in a day, six are kept");
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such modes")
    void tellsOfADirectoryThatEverybodyMayWriteAndTheWayOut() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xrwx"));
        try (GatewayLogging logging = start("2026-07-01T12:00:00Z")) {
            assertEquals(
                    "everybody may write into log directory " + directory + "; take that away: chmod o-w",
                    logging.status().problems().get(0));
        }
    }

    @Test
    void tellsHowMuchOfTheBudgetIsInUse() throws Exception {
        Path own = Files.writeString(directory.resolve("own.cfg"), "[logging]\nbudget='50MB'\n");
        Path logs = directory.resolve("logs");
        var options = new LoggingOptions(
                List.of(own), logs, ZoneOffset.UTC, null, false, ManualClock.at("2026-07-01T12:00:00Z"));
        try (GatewayLogging logging = GatewayLogging.start(options)) {
            BudgetStatus before = Objects.requireNonNull(logging.status().budget());
            logging.journal("EventLog.t").append(Level.INFO, 1, "t,s," + "x".repeat(40_000));
            assertTrue(logging.flush(2_000));
            BudgetStatus after = Objects.requireNonNull(logging.status().budget());
            assertEquals(50_000_000, after.limitBytes());
            assertTrue(before.usedBytes() >= logging.status().fill().capacityBytes(), before.toString());
            assertTrue(after.usedBytes() >= before.usedBytes() + 40_000, before + ", then " + after);
        }
    }

    @Test
    void tellsWhetherTheClockCanBeRightAndHowLargeTheRingIs() throws Exception {
        try (GatewayLogging logging = start("2009-12-31T23:59:59Z")) {
            assertFalse(logging.status().clockPlausible());
            RingStatus fill = logging.status().fill();
            assertTrue(fill.capacityBytes() >= 65_536, fill.toString());
            assertTrue(fill.usedBytes() >= 0 && fill.usedBytes() <= fill.capacityBytes(), fill.toString());
        }
        try (GatewayLogging logging = start("2026-07-01T12:00:00Z")) {
            assertTrue(logging.status().clockPlausible());
        }
    }
}
