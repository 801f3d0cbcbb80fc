package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs from the original on purpose and shows only in the files that are written. */
final class DeliberateDifferencesTest {
    private static final String ORIGINAL = """
            [DEFAULT]
            logRoot="%s"
            [logging]
            [[handlers]]
            [[[debug_out]]]
            class='FileHandler'
            args='("%%(logRoot)s/debug.log", "w")'
            [[loggers]]
            [[[root]]]
            level='DEBUG'
            handlers=['debug_out']
            [[[App]]]
            qualname='App'
            handlers=['debug_out']
            propagate=1
            """;

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path logs;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    private @Nullable GatewayLogging logging;

    @BeforeEach
    void writeTheFile() throws IOException {
        logs = directory.resolve("not").resolve("made").resolve("yet");
        file = directory.resolve("log.cfg");
        write("");
    }

    @AfterEach
    void stop() {
        if (logging != null) {
            logging.close();
        }
    }

    private void write(String more) throws IOException {
        String text = ORIGINAL.formatted(logs.toString().replace('\\', '/')) + more;
        Files.writeString(file, "\uFEFF" + text, StandardCharsets.UTF_8);
    }

    private GatewayLogging start() throws Exception {
        logging = GatewayLogging.start(
                new LoggingOptions(List.of(file), null, null, directory, true, InstantSource.system()));
        return logging;
    }

    private static void log(GatewayLogging house, String text) {
        GatewayLogging.handle("App").log(Level.INFO.number(), text);
        assertTrue(house.flush(5_000));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(logs.resolve("debug.log"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("line "))
                .toList();
    }

    @Test
    void aMissingLogDirectoryIsMade() throws Exception {
        log(start(), "line 1");
        assertEquals(List.of("line 1"), lines());
    }

    @Test
    void aHandlerOfALoggerAndOfOneAboveItWritesOnce() throws Exception {
        GatewayLogging house = start();
        log(house, "line 1");
        assertEquals(List.of("line 1"), lines());
    }

    @Test
    void aSecondLoadReplacesTheFirst() throws Exception {
        GatewayLogging house = start();
        for (int load = 0; load < 3; load++) {
            write("#" + load + "\n");
            assertTrue(house.reload().usable());
            log(house, "line " + load);
        }
        log(start(), "line 3");
        assertEquals(List.of("line 0", "line 1", "line 2", "line 3"), lines());
    }

    @Test
    void modeWDeletesNothingAtAStart() throws Exception {
        log(start(), "line 1");
        log(start(), "line 2");
        assertEquals(List.of("line 1", "line 2"), lines());
    }
}
