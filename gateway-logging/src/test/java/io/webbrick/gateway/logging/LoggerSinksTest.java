package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.LoggerSinks.Added;
import io.webbrick.gateway.logging.LoggerSinks.Silence;
import io.webbrick.gateway.logging.record.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoggerSinksTest {
    private static final String SEND = "kamaki.clients.send";
    private static final String RECV = "kamaki.clients.recv";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private GatewayLogging logging;
    private LoggerSinks sinks;
    private Path cfg;

    @BeforeEach
    void start() throws Exception {
        System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
        cfg = directory.resolve("log.cfg");
        configure("");
        logging = GatewayLogging.start(LoggingOptions.of(List.of(cfg)));
        sinks = logging.sinks();
    }

    @AfterEach
    void stop() {
        logging.close();
        System.setErr(standardError);
    }

    private void configure(String more) throws IOException {
        String root = directory.toString().replace('\\', '/');
        Files.writeString(
                cfg,
                "[DEFAULT]\nlogRoot='" + root
                        + "'\n[logging]\n[[loggers]]\n[[[root]]]\nlevel='INFO'\nhandlers=['Debug']\n" + more,
                StandardCharsets.UTF_8);
    }

    private static void log(String logger, Level level, String message) {
        GatewayLogging.handle(logger).log(level.number(), message);
    }

    private String text(String file) throws IOException {
        assertTrue(logging.flush(5_000));
        Path path = directory.resolve(file);
        return Files.exists(path) ? Files.readString(path, StandardCharsets.UTF_8) : "";
    }

    private String console() {
        assertTrue(logging.flush(5_000));
        logging.close();
        return error.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFileTakesWhatItsLoggersAndThoseBelowThemSay() throws IOException {
        Path file = directory.resolve("my_kamaki.log");
        sinks.file(SEND, file);
        sinks.file(RECV, file);
        GatewayLogging.handle("WebBrickGateway.http.send").log(Level.DEBUG.number(), List.of("> GET /", ""));
        log("WebBrickGateway.http.recv.slow", Level.DEBUG, "< 200 OK");
        log("WebBrickGateway.Heating", Level.DEBUG, "not asked for");
        log("WebBrickGateway.http", Level.ERROR, "above");
        assertEquals("> GET /\n\n< 200 OK\n", text("my_kamaki.log"));
        assertTrue(text("debug.log").contains("> GET /"), "Debug collects what others take");
    }

    @Test
    void addedTwiceItIsThereOnce() throws IOException {
        Added first = sinks.file(SEND, Path.of("once.log"));
        Added second = sinks.file(SEND, Path.of("once.log"));
        assertEquals("once.log", first.stream());
        assertFalse(first.isConsole());
        log(SEND, Level.DEBUG, "one");
        assertEquals("one\n", text("once.log"));
        second.close();
        log(SEND, Level.ERROR, "two");
        assertEquals("one\n", text("once.log"), "taken away is taken away");
        first.close();
    }

    @Test
    void theDocumentedExampleEndsOnTheConsoleAndWithAQuietFile() throws IOException {
        sinks.file(SEND, Path.of("my_kamaki.log"));
        sinks.deactivate("kamaki.clients");
        sinks.console("kamaki.clients");
        log(SEND, Level.DEBUG, "> GET /");
        log(RECV, Level.CRITICAL, "< 200 OK");
        assertEquals("", text("my_kamaki.log"));
        assertFalse(text("debug.log").contains("200 OK"));
        assertTrue(console().contains("> GET /\n< 200 OK\n"), error::toString);
    }

    @Test
    void silencesNestAndEndOnce() throws IOException {
        sinks.file(SEND, Path.of("wire.log"));
        Silence outer = sinks.deactivate("kamaki.clients");
        Silence inner = sinks.deactivate("kamaki.clients");
        log(SEND, Level.INFO, "silent");
        outer.close();
        outer.close();
        log(SEND, Level.INFO, "still");
        assertFalse(GatewayLogging.handle(SEND).enabled(Level.CRITICAL.number()));
        inner.close();
        log(SEND, Level.DEBUG, "heard");
        assertEquals("heard\n", text("wire.log"));
        sinks.deactivate("kamaki.clients");
        sinks.deactivate("kamaki.clients");
        sinks.activate("kamaki.clients.send");
        log(SEND, Level.DEBUG, "another logger's");
        sinks.activate("kamaki.clients");
        sinks.activate("kamaki.clients");
        log(SEND, Level.DEBUG, "again");
        assertEquals("heard\nagain\n", text("wire.log"));
    }

    @Test
    void oneSinkAloneFallsSilent() throws IOException {
        Added quiet = sinks.file(SEND, Path.of("quiet.log"));
        sinks.file(SEND, Path.of("other.log"));
        Silence silence = quiet.deactivate();
        log(SEND, Level.DEBUG, "one");
        silence.close();
        log(SEND, Level.DEBUG, "two");
        assertEquals("two\n", text("quiet.log"));
        assertEquals("one\ntwo\n", text("other.log"));
    }

    @Test
    void standardErrorTakesThePlaceOfAFileThatCannotBeWritten() throws IOException {
        Files.writeString(directory.resolve("plain"), "a file");
        Added instead = sinks.file(SEND, directory.resolve("plain").resolve("wire.log"));
        assertTrue(instead.isConsole());
        log(SEND, Level.DEBUG, "> GET /");
        List<String> problems = logging.status().problems();
        assertTrue(problems.toString().contains("standard error takes its place"), problems::toString);
        String console = console();
        assertTrue(console.contains("> GET /\n"), console);
        assertTrue(console.contains("webbrick logging: cannot write "), console);
    }

    @Test
    void onlyTheOwnerReadsWhatIsAddedAndWhatComesBehindIt() throws IOException {
        Path made = directory.resolve("made").resolve("wire.log");
        Path there = Files.writeString(directory.resolve("there.log"), "> GET /before\n");
        boolean posix = made.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rw-rw-r--"));
        }
        sinks.file(SEND, made);
        sinks.file(SEND, there);
        String line = "> ".repeat(20_000);
        for (int number = 0; number < 30; number++) {
            log(SEND, Level.DEBUG, line);
        }
        assertTrue(text("there.log").endsWith(line + "\n"));
        for (Path file : List.of(made, made.resolveSibling("wire.log.1"), there, directory.resolve("there.log.1"))) {
            assertTrue(Files.isRegularFile(file), file::toString);
            if (posix) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file::toString);
            }
        }
    }

    @Test
    void aFileThatALinkLeadsToIsNotWritten() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "mine");
        Path link = directory.resolve("linked.log");
        try {
            Files.createSymbolicLink(link, other);
        } catch (IOException | UnsupportedOperationException noLinks) {
            Assumptions.abort("no symbolic links here");
        }
        assertTrue(sinks.file(SEND, link).isConsole());
        log(SEND, Level.DEBUG, "> GET /");
        assertEquals("mine", text("other"));
    }

    @Test
    void reloadsLeaveItInPlace() throws IOException {
        sinks.file(SEND, Path.of("wire.log"), Level.INFO, "%(levelname)s %(message)s");
        configure("[[[recv]]]\nqualname='kamaki.clients.recv'\nlevel='ERROR'\n");
        assertTrue(logging.reload().usable());
        log(SEND, Level.DEBUG, "too low");
        log(SEND, Level.INFO, "heard");
        assertEquals("INFO heard\n", text("wire.log"));
    }

    @Test
    void aFileOfAConfiguredStreamIsThatStream() throws IOException {
        Added added = sinks.file("org.eclipse.jetty", directory.resolve("debug.log"));
        assertTrue(logging.status().streams().stream()
                .noneMatch(stream -> stream.name().equals("debug.log")));
        log("org.eclipse.jetty", Level.INFO, "inner life");
        assertTrue(text("debug.log").contains("INFO org.eclipse.jetty inner life"), added::stream);
    }

    @Test
    void aBrokenFormatIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> sinks.file(SEND, Path.of("wire.log"), Level.INFO, "%(message)"));
    }
}
