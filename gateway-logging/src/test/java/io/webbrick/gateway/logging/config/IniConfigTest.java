package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Python's fileConfig: what it becomes, and what is said about it. */
class IniConfigTest {
    private static final String WHOLE = """
            [loggers]
            keys=root,parser
            [handlers]
            keys=con, file
            [formatters]
            keys=f
            [logger_root]
            level=ERROR
            handlers=con
            [logger_parser]
            qualname=compiler.parser
            level=DEBUG
            handlers=con,file
            propagate=0
            [handler_con]
            class=StreamHandler
            formatter=f
            args=(sys.stdout,)
            [handler_file]
            class=handlers.RotatingFileHandler
            level=INFO
            args=('h.log', 'a', 1000, 3)
            [formatter_f]
            format=%(levelname)s ++ %(message)s
            datefmt=
            """;

    private static LoadedConfig load(String text) {
        FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        try {
            Files.createDirectories(memory.getPath("/etc"));
            Path file = Files.writeString(memory.getPath("/etc", "log.ini"), text);
            return ConfigLoader.load(new ConfigRequest(
                    List.of(file), null, null, memory.getPath(Loads.LOG_ROOT), InstantSource.system()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aHandlersArgsAreThoseOfItsClass() {
        Target.File file = Loads.file(load(WHOLE), "file");
        assertEquals(Loads.LOG_ROOT + "/h.log", file.path().toString());
        assertEquals(1000, file.rotation().maxBytes());
        assertEquals(3, file.retention().maxFiles());
    }

    @Test
    void aConsoleIsTheOneOfItsArgs() {
        assertEquals(new Target.Console(false), Loads.stream(load(WHOLE), "con").target());
    }

    @Test
    void argumentsByNameAreKeysOfTheHandler() {
        LoadedConfig loaded = load(WHOLE.replace(
                        "args=('h.log', 'a', 1000, 3)",
                        "args=('h.log',)\nkwargs={'maxBytes': 1000, 'backupCount': 3, 'encoding': 'utf-8', 'delay': True}")
                .replace("args=(sys.stdout,)", "kwargs={'stream': sys.stdout}"));
        assertEquals(List.of(), Loads.problems(loaded));
        assertEquals(1000, Loads.file(loaded, "file").rotation().maxBytes());
        assertEquals(3, Loads.file(loaded, "file").retention().maxFiles());
        assertEquals(new Target.Console(false), Loads.stream(loaded, "con").target());
    }

    @Test
    void argumentsByNameThatAreNoDictionaryAreAnErrorWithTheirLine() {
        for (String kwargs : List.of("(1,)", "open('x')", "{1: 2}", "{'maxBytes': 'many'}")) {
            String problem = Loads.problem(
                    load(WHOLE.replace("args=('h.log', 'a', 1000, 3)", "args=('h.log',)\nkwargs=" + kwargs)));
            assertTrue(problem.startsWith("log.ini:23: error: "), problem);
        }
    }

    @Test
    void aWatchedFileIsAFile() {
        LoadedConfig loaded = load(WHOLE.replace("handlers.RotatingFileHandler", "handlers.WatchedFileHandler")
                .replace("args=('h.log', 'a', 1000, 3)", "args=('h.log',)"));
        assertEquals(List.of(), Loads.problems(loaded));
        assertEquals(0, Loads.file(loaded, "file").rotation().maxBytes());
    }

    @Test
    void defaultsOfAFormatterAreWordsOfADictionary() {
        LoadedConfig loaded = load(WHOLE.replace("datefmt=\n", "defaults={'room': 'none'}\n"));
        assertEquals(List.of(), Loads.problems(loaded));
        assertEquals(
                Map.of("room", "none"), Loads.stream(loaded, "con").format().defaults());
    }

    @Test
    void aFormatIsPercentStyle() {
        assertEquals(
                "%(levelname)s ++ %(message)s",
                Loads.stream(load(WHOLE), "con").format().toString());
    }

    @Test
    void aLoggerGoesByItsQualname() {
        var logger = Loads.logger(load(WHOLE), "compiler.parser");
        assertEquals(Level.DEBUG.number(), logger.level());
        assertEquals(List.of("con", "file"), logger.streams());
        assertEquals(false, logger.propagate());
    }

    @Test
    void theRootIsTheRoot() {
        assertEquals(Level.ERROR.number(), Loads.logger(load(WHOLE), "").level());
    }

    @Test
    void anythingButALiteralInArgsIsAnErrorWithItsLine() {
        List<String> problems =
                Loads.problems(load(WHOLE.replace("args=(sys.stdout,)", "args=(open('/etc/passwd'),)")));
        assertEquals(1, problems.size());
        assertEquals("log.ini:18: error: args", problems.get(0).substring(0, 23));
    }

    @Test
    void recordsForAMemoryHandlerGoToTheTargetOfItsSection() {
        String memory = "[handler_mem]\nclass=handlers.MemoryHandler\nargs=(10, ERROR)\ntarget=con\n";
        LoadedConfig loaded = load(WHOLE.replace("keys=con, file", "keys=mem, con, file")
                        .replace("level=ERROR\nhandlers=con", "level=ERROR\nhandlers=mem")
                + memory);
        assertEquals(List.of("con"), Loads.logger(loaded, "").streams());
        assertEquals(
                "log.ini:26: warning: handler \"mem\" keeps nothing back: its records go to con at once",
                Loads.problem(loaded));
    }

    @Test
    void aMemoryHandlerWithoutATargetIsAnErrorWithItsLine() {
        String memory = "[handler_file]\nclass=handlers.MemoryHandler\nargs=(10,)\ntarget=nobody\n";
        LoadedConfig loaded = load(WHOLE.substring(0, WHOLE.indexOf("[handler_file]"))
                + memory
                + WHOLE.substring(WHOLE.indexOf("[formatter_f]")));
        assertTrue(Loads.problems(loaded)
                .contains("log.ini:19: error: handler \"file\" has no target among the handlers; add \"target\""));
    }

    @Test
    void aSectionThatTheKeysNameAndNobodyWroteIsAnError() {
        assertEquals(
                "log.ini:1: error: section [formatter_g] is missing, which the keys name",
                Loads.problem(load(WHOLE.replace("keys=f\n", "keys=f,g\n"))));
    }

    @Test
    void aLineOutsideOfSectionsIsAnErrorWithItsLine() {
        assertEquals(
                List.of("log.ini:1: error: there is no section before this line; begin with [loggers]"),
                Loads.problems(load("x=1\n")));
    }
}
