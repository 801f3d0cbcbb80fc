package io.webbrick.gateway.logging;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.record.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
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
