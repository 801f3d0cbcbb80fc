package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoggerReaderTest {
    private static LoadedConfig load(String... sections) {
        return Loads.texts("[logging]\n[[loggers]]\n" + String.join("\n", sections) + "\n");
    }

    @Test
    void theQualnameIsTheLoggerAndTheSectionOnlyALabel() {
        LoadedConfig loaded = load("[[[anything]]]", "qualname='a.b'", "level='INFO'");
        assertEquals(20, Loads.logger(loaded, "a.b").level());
        assertEquals("log.cfg:5", Loads.logger(loaded, "a.b").origin());
    }

    @Test
    void rootNeedsNoQualname() {
        assertEquals(List.of(), Loads.problems(load("[[[root]]]", "level='INFO'")));
        assertEquals(List.of(), Loads.problems(load("[[[all]]]", "qualname=''", "level='INFO'")));
    }

    @Test
    void aSectionWithoutQualnameIsTheRootWithAWarningThatGuesses() {
        LoadedConfig loaded =
                load("[[[EventDespatch]]]", "qualname='EventDespatch'", "[[[EventDespach]]]", "level='DEBUG'");
        assertEquals(10, Loads.logger(loaded, "").level());
        assertEquals(
                "log.cfg:5: warning: section [[[EventDespach]]] has no qualname, so it is the root logger; write qualname=''"
                        + " if that is meant; did you mean \"EventDespatch\"?",
                Loads.problem(loaded));
    }

    @Test
    void ofTwoSectionsForOneLoggerTheLastKeyCounts() {
        String log = """
                [logging]
                [[loggers]]
                [[[one]]]
                qualname='a'
                level='INFO'
                propagate=0
                [[[two]]]
                qualname='a'
                level='ERROR'
                """;
        LoadedConfig loaded = Loads.texts(log);
        assertEquals(40, Loads.logger(loaded, "a").level());
        assertFalse(Loads.logger(loaded, "a").propagate());
        assertTrue(Loads.problem(loaded).startsWith("log.cfg:7: warning: logger \"a\" is configured already"));
        LoadedConfig overridden = Loads.texts(log, Loads.logger("one", "level='DEBUG'"));
        assertEquals(10, Loads.logger(overridden, "a").level());
    }

    @Test
    void kamakisNamesMeanTheGatewaysLoggers() {
        LoadedConfig loaded = Loads.texts(
                Loads.logger("one", "qualname='kamaki.clients.send'\nlevel='ERROR'"),
                Loads.logger("two", "qualname='kamaki'\nlevel='INFO'"),
                Loads.logger("three", "qualname='kamaki.cli'\nlevel='WARNING'"));
        assertEquals(40, Loads.logger(loaded, "WebBrickGateway.http.send").level());
        assertEquals(20, Loads.logger(loaded, "WebBrickGateway.http").level());
        assertEquals(30, Loads.logger(loaded, "kamaki.cli").level());
    }

    @Test
    void aSecondSectionThatSaysTheSameOfALoggerIsNoProblem() {
        String one = "qualname='a'\nlevel='INFO'\npropagate=0\n";
        String log = "[logging]\n[[loggers]]\n[[[one]]]\n" + one + "[[[two]]]\n" + one;
        assertEquals(List.of(), Loads.problems(Loads.texts(log)));
        LoadedConfig more = Loads.texts(log + "handlers=[]\n");
        assertTrue(Loads.problem(more).startsWith("log.cfg:7: warning: logger \"a\" is configured already"));
    }

    @Test
    void handlersAreAListATupleOrOneName() {
        assertEquals(
                List.of("Error"),
                Loads.logger(load("[[[x]]]", "qualname='x'", "handlers='Error'"), "x")
                        .streams());
        assertEquals(
                List.of("Error", "Debug"),
                Loads.logger(load("[[[x]]]", "qualname='x'", "handlers='Error','Debug','Error'"), "x")
                        .streams());
        assertEquals(
                List.of(),
                Loads.logger(load("[[[x]]]", "qualname='x'", "handlers=[]"), "x")
                        .streams());
        assertEquals(
                List.of("Error"),
                Loads.logger(load("[[[x]]]", "qualname='x'", "handlers=['error_out']"), "x")
                        .streams());
    }

    @Test
    void anUnknownHandlerIsAnErrorThatGuesses() {
        LoadedConfig loaded = load("[[[x]]]", "qualname='x'", "handlers=['Debgu']");
        assertEquals(
                "log.cfg:5: error: handler \"Debgu\" of logger \"x\" is not defined; one of Access, EventLog, Error, Debug,"
                        + " Screen; did you mean \"Debug\"?",
                Loads.problem(loaded));
    }

    @Test
    void propagateFollowsPythonsTruth() {
        assertTrue(Loads.logger(load("[[[x]]]", "qualname='x'", "propagate=True"), "x")
                .propagate());
        assertTrue(Loads.logger(load("[[[x]]]", "qualname='x'", "level='INFO'"), "x")
                .propagate());
        assertFalse(Loads.logger(load("[[[x]]]", "qualname='x'", "propagate=False"), "x")
                .propagate());
        LoadedConfig text = load("[[[x]]]", "qualname='x'", "propagate='0'");
        assertTrue(Loads.logger(text, "x").propagate());
        assertTrue(Loads.problem(text).startsWith("log.cfg:5: warning: propagate \"0\" is text"));
    }

    @Test
    void anEmptyLevelInheritsAndAMissingOneDoesToo() {
        assertEquals(
                0, Loads.logger(load("[[[x]]]", "qualname='x'", "level="), "x").level());
        assertEquals(
                0,
                Loads.logger(load("[[[x]]]", "qualname='x'", "propagate=0"), "x")
                        .level());
    }

    @Test
    void theRootIsAtWarningWhenStreamsAreDefinedAndNobodyConfiguresIt() {
        String five = Loads.handler("Access", "stream='stdout'");
        for (String name : List.of("EventLog", "Error", "Debug", "Screen")) {
            five += "[[[" + name + "]]]\nstream='stdout'\n";
        }
        assertEquals(30, Loads.logger(Loads.texts(five), "").level());
        assertEquals(List.of(), Loads.logger(Loads.texts(five), "").streams());
    }

    @Test
    void builtInLoggersFeedOnlySuppliedStreams() {
        String access = Loads.handler("access_out", "filename='access.log'")
                + "[[loggers]]\n[[[root]]]\nhandlers=['access_out']\n";
        LoadedConfig loaded = Loads.texts(access);
        assertEquals(List.of(), Loads.problems(loaded));
        assertEquals(List.of("access_out"), Loads.logger(loaded, "").streams());
        assertEquals(List.of("EventLog"), Loads.logger(loaded, "EventLog").streams());
        assertEquals(50, Loads.logger(loaded, "EventLog.time.second").level());
        assertTrue(Loads.plan(loaded).loggers().stream()
                .noneMatch(logger -> logger.qualname().equals("turbogears.access")));
    }

    @Test
    void aLoggerOutsideEventLogThatWritesThereIsAWarning() {
        assertEquals(
                "log.cfg:5: warning: logger \"x\" writes to EventLog, which is to hold events only; reading it back will meet"
                        + " strange lines",
                Loads.problem(load("[[[x]]]", "qualname='x'", "handlers=['EventLog']")));
        assertEquals(List.of(), Loads.problems(load("[[[x]]]", "qualname='EventLog.x'", "handlers=['EventLog']")));
    }
}
