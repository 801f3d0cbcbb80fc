package io.webbrick.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.StreamReading;
import io.webbrick.gateway.logging.read.RecordParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails again and again is said once, though something else works in between. */
final class TroublesTest {
    @TempDir
    private Path directory;

    private GatewayLogging logging;

    @BeforeEach
    void start() throws Exception {
        logging = GatewayLogging.start(new LoggingOptions(
                List.of(), directory.resolve("logs"), ZoneOffset.UTC, null, false, InstantSource.system()));
    }

    @AfterEach
    void stop() {
        logging.close();
    }

    private List<String> told() throws IOException {
        assertTrue(logging.flush(5_000));
        try (var lines = Files.lines(directory.resolve("logs").resolve("debug.log"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains(" cannot be "))
                    .map(line -> line.substring(line.indexOf("web ") + 4))
                    .toList();
        }
    }

    @Test
    void isSaidOnceUntilItWorksAgain() throws IOException {
        var troubles = new Troubles("followed");
        for (int turn = 0; turn < 3; turn++) {
            troubles.tell("Debug", new IOException("no right"));
            troubles.over("Error");
        }
        assertEquals(List.of("Debug cannot be followed now: no right"), told());
        troubles.over("Debug");
        troubles.tell("Debug", new IOException("again"));
        troubles.tell("Error", new IOException("too"));
        assertEquals(
                List.of("Debug cannot be followed now: again", "Error cannot be followed now: too"),
                told().subList(1, 3));
    }

    @Test
    void aStreamThatCannotBeWatchedIsSaidOnceThoughTheOtherCan() throws IOException {
        var watch = new StreamWatch(new Half(directory), InstantSource.system());
        for (int turn = 0; turn < 5; turn++) {
            watch.look();
        }
        assertEquals(List.of("Debug cannot be watched now: no format"), told());
    }

    @Test
    void anAcknowledgementThatCannotBeKeptChangesNothing() {
        var acknowledgements = new Acknowledgements(new Half(directory));
        var seen = new Acknowledgement(Instant.parse("2026-11-21T05:20:00Z"), "anna");
        assertThrows(IOException.class, () -> acknowledgements.put("3f1c07a29be1d300", seen));
        assertNull(acknowledgements.of("3f1c07a29be1d300"));
    }

    /** One of the two streams that are watched has no format. */
    private record Half(Path directory) implements StreamReading {
        @Override
        public RecordParser parser(String stream) {
            if (stream.equals("Debug")) {
                throw new IllegalStateException("no format");
            }
            return RecordParser.of("%(message)s", "iso", ZoneOffset.UTC);
        }

        @Override
        public Optional<Path> file(String stream) {
            return Optional.of(directory.resolve(stream + ".log"));
        }

        @Override
        public byte[] kept(String name) {
            return new byte[0];
        }

        @Override
        public void keep(String name, byte[] content) throws IOException {
            throw new IOException("nothing is kept here");
        }

        @Override
        public double searchShare() {
            return 1;
        }

        @Override
        public Map<String, Long> stored() {
            return Map.of();
        }
    }
}
