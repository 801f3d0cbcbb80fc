package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** disable_existing_loggers in a running gateway. */
final class MutingTest {
    private static final int ERROR = Level.ERROR.number();

    @TempDir
    Path directory;

    private @Nullable GatewayLogging logging;

    @AfterEach
    void stop() {
        if (logging != null) {
            logging.close();
        }
    }

    private Path write(String disable) throws IOException {
        return Files.writeString(
                directory.resolve("log.json"),
                "{\"version\": 1,\n" + disable
                        + "\"handlers\": {\"Error\": {\"class\": \"logging.FileHandler\", \"filename\": \"error.log\"}},\n"
                        + "\"loggers\": {\"muting.named\": {\"level\": \"DEBUG\"}},\n"
                        + "\"root\": {\"level\": \"INFO\", \"handlers\": [\"Error\"]}}\n");
    }

    private GatewayLogging start(String disable) throws Exception {
        logging = GatewayLogging.start(new LoggingOptions(
                List.of(write(disable)),
                directory.resolve("logs"),
                ZoneId.of("UTC"),
                directory,
                true,
                InstantSource.system()));
        return logging;
    }

    private static boolean speaks(String logger) {
        return GatewayLogging.handle(logger).enabled(ERROR);
    }

    private List<String> error() throws IOException {
        assertTrue(logging != null && logging.flush(5_000));
        return Files.readAllLines(directory.resolve("logs").resolve("error.log"));
    }

    @Test
    void aReloadMutesThoseThatExistAndThatItDoesNotNameAndListsThem() throws Exception {
        GatewayLogging house = start("");
        List.of("muting.other", "muting.named", "muting.named.child").forEach(GatewayLogging::handle);
        assertTrue(speaks("muting.other"));
        write("\"disable_existing_loggers\": true,\n");
        assertTrue(house.reload().usable());
        assertFalse(speaks("muting.other"));
        assertTrue(speaks("muting.named"));
        assertTrue(speaks("muting.named.child"), "a logger above it is named");
        assertTrue(speaks("muting.new"), "it did not exist");
        String warning = error().stream()
                .filter(line -> line.contains("has muted"))
                .findFirst()
                .orElseThrow();
        assertTrue(warning.contains("disable_existing_loggers in log.json:2 has muted"), warning);
        assertTrue(warning.contains("muting.other"), warning);
        assertFalse(warning.contains("muting.named"), warning);
        LoggerLevel muted = house.levels().of("muting.other");
        assertNull(muted.level());
        assertEquals("disable_existing_loggers, log.json:2", muted.origin());
    }

    @Test
    void theStreamsOwnLoggersAreNeverMuted() throws Exception {
        List<String> own = List.of(
                "turbogears.access",
                "EventLog",
                "EventLog.temperature",
                "WebBrickGateway.Lifecycle",
                "WebBrickLibs.LogWriter",
                "WebBrickLibs.LogConfig",
                "EventDespatch");
        own.forEach(GatewayLogging::handle);
        GatewayLogging.handle("muting.before");
        start("\"disable_existing_loggers\": true,\n");
        own.forEach(name -> assertTrue(speaks(name), name));
        assertFalse(speaks("muting.before"), "at a start too");
    }

    @Test
    void leftOutItMutesNobodyAndFalseGivesTheirVoiceBack() throws Exception {
        GatewayLogging.handle("muting.before");
        GatewayLogging house = start("");
        assertTrue(speaks("muting.before"));
        write("\"disable_existing_loggers\": true,\n");
        house.reload();
        assertFalse(speaks("muting.before"));
        house.levels().set("muting.unrelated", Level.DEBUG.number(), null, "a test");
        assertFalse(speaks("muting.before"), "another change leaves it so");
        write("\"disable_existing_loggers\": false,\n");
        house.reload();
        assertTrue(speaks("muting.before"));
    }
}
