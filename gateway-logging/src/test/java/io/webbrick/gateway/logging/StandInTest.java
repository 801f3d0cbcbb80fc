package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in for a broken configuration is found, and writes, where the files say that the logs are. */
final class StandInTest {
    private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "conf", "log.cfg");
    private static final String BROKEN = "[logging]\n[[handlers]]\n[[[Debug]]]\nlevel='DEBGU'\n";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path logs;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path own;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path before;

    @BeforeEach
    void writeTheBase() throws IOException {
        logs = directory.resolve("elsewhere");
        before = directory.resolve("before");
        own = directory.resolve("prod.cfg");
        Files.writeString(
                directory.resolve("log.cfg"),
                Files.readString(SHIPPED, StandardCharsets.UTF_8)
                        .replace("[DEFAULT]\n", "[DEFAULT]\nlogRoot='" + words(before) + "'\n"),
                StandardCharsets.UTF_8);
    }

    private LoggingOptions options() {
        List<Path> files = List.of(directory.resolve("log.cfg"), own);
        return new LoggingOptions(files, null, null, directory, false, InstantSource.system());
    }

    private static String words(Path path) {
        return path.toString().replace('\\', '/');
    }

    private void write(String text) throws IOException {
        Files.writeString(own, text, StandardCharsets.UTF_8);
    }

    private String rootAnd(String text) {
        return "logRoot='" + words(logs) + "'\n" + text;
    }

    private LoggingStatus startAndStop() throws Exception {
        try (GatewayLogging logging = GatewayLogging.start(options())) {
            return logging.status();
        }
    }

    @Test
    void theLastGoodOneIsFoundInTheLogDirectoryOfTheBrokenFile() throws Exception {
        write(rootAnd(""));
        assertEquals(logs, startAndStop().directory());
        write(rootAnd(BROKEN));
        LoggingStatus status = startAndStop();
        assertEquals("last good", status.configuration());
        assertEquals(logs, status.directory());
    }

    @Test
    void theLastGoodOneIsFoundWhereTheLogsWereBeforeTheBrokenFileMovedThem() throws Exception {
        write("");
        startAndStop();
        write(rootAnd(BROKEN));
        LoggingStatus status = startAndStop();
        assertEquals("last good", status.configuration());
        assertEquals(before, status.directory());
    }

    @Test
    void theBuiltInOneWritesWhereTheLogsAre() throws Exception {
        write(rootAnd(BROKEN));
        LoggingStatus status = startAndStop();
        assertEquals("built-in", status.configuration());
        assertEquals(logs, status.directory());
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNoReasonNotToStart() throws Exception {
        Files.writeString(logs, "a file in its place", StandardCharsets.UTF_8);
        write("logRoot='" + words(logs.resolve("below")) + "'\n" + BROKEN);
        assertEquals(before, Configuration.load(options()).plan().directory());
    }

    @Test
    void theLastGoodOneOfAnotherLogDirectoryStandsInForNothing() throws Exception {
        write("");
        startAndStop();
        Files.createDirectories(logs.resolve(".state"));
        Files.move(
                before.resolve(".state").resolve("last-good"),
                logs.resolve(".state").resolve("last-good"));
        write(rootAnd(BROKEN));
        assertEquals("built-in", startAndStop().configuration());
    }

    @Test
    void filesThatChangedAfterTheyWereLoadedAreNotKept() throws Exception {
        write("");
        Configuration good = Configuration.load(options());
        write(BROKEN.replace("DEBGU", "DEBUG"));
        good.saveAsLastGood();
        write(BROKEN);
        assertEquals("built-in", Configuration.load(options()).origin());
    }
}
