package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.store.Rotation;
import io.webbrick.gateway.logging.stream.Routing;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Python's dictConfig as JSON: what it becomes, and what is said about it. */
class DictConfigTest {
    private static final String FILE_HANDLER = """
            {"version": 1,
             "formatters": {"f": {"format": "%(levelname)s %(message)s"}},
             "handlers": {"h": {"class": "logging.handlers.RotatingFileHandler", "formatter": "f",
                                "filename": "h.log", "maxBytes": 1000, "backupCount": 3, "level": "INFO"}},
             "loggers": {"a.b": {"level": "DEBUG", "handlers": ["h"], "propagate": false}},
             "root": {"level": "ERROR", "handlers": ["h"]}}
            """;

    private static LoadedConfig load(String... namesAndTexts) {
        FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        var files = new ArrayList<Path>();
        try {
            Files.createDirectories(memory.getPath("/etc"));
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                files.add(Files.writeString(memory.getPath("/etc", namesAndTexts[i]), namesAndTexts[i + 1]));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ConfigLoader.load(
                new ConfigRequest(files, null, null, memory.getPath(Loads.LOG_ROOT), InstantSource.system()));
    }

    private static LoadedConfig json(String text) {
        return load("log.json", text);
    }

    /** A console handler in these braces. */
    private static LoadedConfig handler(String keys) {
        return json("{\"version\": 1, \"handlers\": {\"h\": {" + keys + "}}, \"root\": {\"handlers\": [\"h\"]}}");
    }

    private static LoadedConfig formatter(String keys) {
        return json("{\"version\": 1, \"formatters\": {\"f\": {" + keys + "}},"
                + "\"handlers\": {\"h\": {\"class\": \"logging.StreamHandler\", \"formatter\": \"f\"}},"
                + "\"root\": {\"handlers\": [\"h\"]}}");
    }

    @Test
    void aRotatingFileBecomesAStreamWithItsRules() {
        LoadedConfig loaded = json(FILE_HANDLER);
        Target.File file = Loads.file(loaded, "h");
        assertEquals(Loads.LOG_ROOT + "/h.log", file.path().toString());
        assertEquals(Rotation.bySize(1000), file.rotation());
        assertEquals(3, file.retention().maxFiles());
        assertEquals(Level.INFO.number(), Loads.stream(loaded, "h").level());
        assertEquals(
                "%(levelname)s %(message)s", Loads.stream(loaded, "h").format().toString());
    }

    @Test
    void aTimedFileMayHaveDaysOfUtcAndATimeOfDay() {
        LoadedConfig loaded = handler("\"class\": \"logging.handlers.TimedRotatingFileHandler\", \"filename\": \"x\","
                + " \"when\": \"midnight\", \"utc\": true, \"atTime\": \"03:30\"");
        assertEquals(List.of(), Loads.problems(loaded));
        Rotation rotation = Loads.file(loaded, "h").rotation();
        assertTrue(rotation.utc());
        assertEquals(LocalTime.of(3, 30), rotation.atTime());
    }

    @Test
    void loggersGoByTheirNamesAndTheRootIsTheRoot() {
        LoadedConfig loaded = json(FILE_HANDLER);
        assertEquals(Level.DEBUG.number(), Loads.logger(loaded, "a.b").level());
        assertEquals(false, Loads.logger(loaded, "a.b").propagate());
        assertEquals(List.of("h"), Loads.logger(loaded, "").streams());
    }

    @Test
    void aRootWithoutLevelTakesWarningsAsInPython() {
        assertEquals(
                Level.WARNING.number(),
                Loads.logger(handler("\"class\": \"logging.StreamHandler\""), "")
                        .level());
    }

    @Test
    void aStreamHandlerWithoutStreamIsStandardError() {
        LoadedConfig loaded = handler("\"class\": \"logging.StreamHandler\"");
        assertEquals(new Target.Console(true), Loads.stream(loaded, "h").target());
    }

    @Test
    void standardOutputIsFoundBehindExt() {
        LoadedConfig loaded = handler("\"class\": \"logging.StreamHandler\", \"stream\": \"ext://sys.stdout\"");
        assertEquals(new Target.Console(false), Loads.stream(loaded, "h").target());
    }

    @Test
    void theFiveStreamsExistBesideThoseOfTheFile() {
        assertEquals(6, Loads.plan(json(FILE_HANDLER)).streams().size());
    }

    @Test
    void aLaterFileOfTheDialectOverridesJson() {
        LoadedConfig loaded =
                load("log.json", FILE_HANDLER, "prod.cfg", Loads.handler("h", "level='ERROR'", "maxBytes=5000"));
        assertEquals(Level.ERROR.number(), Loads.stream(loaded, "h").level());
        assertEquals(5000, Loads.file(loaded, "h").rotation().maxBytes());
    }

    @Test
    void anIncrementalFileChangesLevelsOnly() {
        LoadedConfig loaded = load("log.json", FILE_HANDLER, "prod.json", """
                {"version": 1, "incremental": true,
                 "handlers": {"h": {"level": "ERROR", "filename": "other.log"}},
                 "loggers": {"a.b": {"level": "INFO", "handlers": []}}}
                """);
        assertEquals(Level.ERROR.number(), Loads.stream(loaded, "h").level());
        assertEquals(Loads.LOG_ROOT + "/h.log", Loads.file(loaded, "h").path().toString());
        assertEquals(Level.INFO.number(), Loads.logger(loaded, "a.b").level());
        assertEquals(List.of("h"), Loads.logger(loaded, "a.b").streams());
    }

    @Test
    void filtersBecomeTheLoggersThatMayEnter() {
        LoadedConfig loaded = json("""
                {"version": 1, "filters": {"f": {"name": "a.b"}},
                 "handlers": {"h": {"class": "logging.StreamHandler", "filters": ["f"]}},
                 "loggers": {"a": {"filters": ["f"], "handlers": ["h"]}}}
                """);
        assertEquals(List.of("a.b"), Loads.stream(loaded, "h").only());
        assertEquals(List.of("a.b"), Loads.logger(loaded, "a").only());
    }

    @Test
    void aFilteredHandlerTakesOnlyTheLoggersOfItsFilter() {
        Routing routing = Routing.of(Loads.plan(json("""
                {"version": 1, "filters": {"f": {"name": "a.b"}},
                 "handlers": {"h": {"class": "logging.StreamHandler", "filters": ["f"]}},
                 "loggers": {"a": {"handlers": ["h"]}}}
                """)));
        assertTrue(routing.reached("a.b.c", Level.ERROR.number()).contains("h"));
        assertFalse(routing.reached("a.bc", Level.ERROR.number()).contains("h"));
    }

    @Test
    void aFilteredLoggerBarsItsOwnRecordsAndNotThoseFromBelow() {
        Routing routing = Routing.of(Loads.plan(json("""
                {"version": 1, "filters": {"f": {"name": "a.b"}},
                 "handlers": {"h": {"class": "logging.StreamHandler"}},
                 "loggers": {"a": {"handlers": ["h"], "filters": ["f"]}}}
                """)));
        assertEquals(List.of(), routing.reached("a", Level.ERROR.number()));
        assertTrue(routing.reached("a.x", Level.ERROR.number()).contains("h"));
    }

    @Test
    void linksLeadToOtherValuesOfTheFile() {
        LoadedConfig loaded = json("""
                {"version": 1, "mine": {"levels": ["INFO", "ERROR"]},
                 "handlers": {"h": {"class": "logging.StreamHandler", "level": "cfg://mine.levels[1]"}},
                 "root": {"handlers": ["h"]}}
                """);
        assertEquals(Level.ERROR.number(), Loads.stream(loaded, "h").level());
    }

    @Test
    void aLinkThatLeadsBackToItselfIsAnErrorWithItsLine() {
        assertEquals(
                List.of("log.json:2: error: link \"cfg://a\" leads back to itself, or to ever more links"),
                Loads.problems(json("{\"version\": 1,\n \"a\": \"cfg://a\"}")));
    }

    @Test
    void bracesAreReadAsPercents() {
        assertEquals(
                "%(levelname)-8s 100%% {%(message)s}",
                Loads.stream(formatter("\"style\": \"{\", \"format\": \"{levelname:<8} 100% {{{message}}}\""), "h")
                        .format()
                        .toString());
    }

    @Test
    void dollarsAreReadAsPercents() {
        assertEquals(
                "%(name)s $ %(message)s",
                Loads.stream(formatter("\"style\": \"$\", \"format\": \"${name} $$ $message\""), "h")
                        .format()
                        .toString());
    }

    @Test
    void aFormatWithoutAnyAttributeIsAnError() {
        assertEquals(
                "log.json:1: error: Invalid format 'x' for '%' style: it shows no attribute of a record",
                Loads.problem(formatter("\"format\": \"x\"")));
    }

    @Test
    void aFormatWithoutAnyAttributeIsTakenWhenNobodyValidates() {
        assertTrue(formatter("\"format\": \"x\", \"validate\": false").usable());
    }

    @Test
    void recordsForAMemoryHandlerGoToItsTarget() {
        LoadedConfig loaded = json("""
                {"version": 1,
                 "handlers": {"t": {"class": "logging.StreamHandler"},
                              "m": {"class": "logging.handlers.MemoryHandler", "capacity": 10, "target": "t"}},
                 "root": {"handlers": ["m"]}}
                """);
        assertEquals(List.of("t"), Loads.logger(loaded, "").streams());
        assertEquals(
                "log.json:3: warning: handler \"m\" keeps nothing back: its records go to t at once",
                Loads.problem(loaded));
    }

    @Test
    void aFactoryIsRefusedByName() {
        assertEquals(
                "log.json:1: error: class \"os.system\" of handler \"h\" unknown; one of " + HandlerClass.names(),
                Loads.problem(handler("\"class\": \"os.system\", \"filename\": \"x\"")));
    }

    @Test
    void aNameThatStandsTwiceIsAnErrorWithItsLine() {
        assertEquals(
                "log.json:2: error: not JSON: Duplicate field 'version'",
                Loads.problem(json("{\"version\": 1,\n\"version\": 1}")));
    }

    @Test
    void anythingBehindTheBraceIsAnError() {
        assertEquals(
                "log.json:2: error: there is something behind the closing brace; remove it",
                Loads.problem(json("{\"version\": 1}\n{}")));
    }

    @Test
    void theVersionIsNeeded() {
        assertEquals("log.json:1: error: the version is missing; add \"version\": 1", Loads.problem(json("{}")));
    }

    @Test
    void otherVersionsAreRefused() {
        assertEquals("log.json:1: error: version 2 is not read; only 1 is", Loads.problem(json("{\"version\": 2}")));
    }

    @Test
    void allProblemsAreReportedAtOnceWithTheirLines() {
        assertEquals(
                List.of(
                        "log.json:2: error: level \"WRANING\" unknown; one of " + Level.NAMES,
                        "log.json:3: error: handler \"nosuch\" of the root logger is not defined; one of h, "
                                + "Access, EventLog, Error, Debug, Screen"),
                Loads.problems(json("{\"version\": 1, \"handlers\": {\"h\": {\"class\": \"logging.StreamHandler\",\n"
                        + "\"level\": \"WRANING\"}},\n\"root\": {\"handlers\": [\"h\", \"nosuch\"]}}")));
    }

    @Test
    void keysThatTheClassDoesNotTakeAreErrors() {
        assertTrue(Loads.problem(handler("\"class\": \"logging.FileHandler\", \"filename\": \"x\", \"maxBytes\": 5"))
                .startsWith("log.json:1: error: maxBytes is nothing that FileHandler takes"));
    }
}
