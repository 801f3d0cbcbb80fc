package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One-line overrides in prod.cfg over a small log.cfg, and what the original made of them. The corpus holds the answers;
 * the inputs are written anew from the cases' names and answers.
 */
class OverrideCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/opt/logs";

    private static final String LOG = """
            [DEFAULT]
            logRoot="/opt/logs"
            [logging]
            [[formatters]]
            [[[full_content]]]
            format='*(asctime)s *(name)s *(levelname)s *(message)s'
            [[handlers]]
            [[[debug_out]]]
            level='CRITICAL'
            formatter='full_content'
            class='TimedRotatingFileHandler'
            args="('%(logRoot)s/debug.log', 'H', 1, 48 )"
            [[[error_out]]]
            level='ERROR'
            formatter='full_content'
            class='RotatingFileHandler'
            args='("%(logRoot)s/errors.log", "a+", 100000, 50 )'
            [[loggers]]
            [[[App]]]
            level='INFO'
            qualname='App'
            handlers=['error_out', 'debug_out']
            propagate=0
            [[[root]]]
            level='ERROR'
            handlers=['error_out', 'debug_out']
            """;

    private static final String DEBUG = "[logging]\n[[handlers]]\n[[[debug_out]]]\n";
    private static final String NEW = "[logging]\n[[handlers]]\n[[[new_out]]]\n";
    private static final String APP = "[logging]\n[[loggers]]\n[[[App]]]\n";

    /** The cases in which we answer as the original did. */
    private static Map<String, String> sameAsOriginal() {
        var cases = new LinkedHashMap<String, String>();
        cases.put(
                "A2 prod DEFAULT siteLogRoot + args",
                "[DEFAULT]\nsiteLogRoot='/opt/logs'\n" + DEBUG + "args=\"('%(siteLogRoot)s/dbg2.log', 'H', 1, 48 )\"");
        cases.put("C prod level only", DEBUG + "level='DEBUG'");
        cases.put("D dup section", DEBUG + "level='DEBUG'\n[[[debug_out]]]\nlevel='INFO'");
        cases.put("D2 dup key", DEBUG + "level='DEBUG'\nlevel='INFO'");
        cases.put("E handlers list replaced", APP + "handlers=['debug_out']");
        cases.put("E3 handlers duplicate", APP + "handlers=['debug_out', 'debug_out']");
        cases.put("E4 handlers string", APP + "handlers='debug_out'");
        cases.put("E6 handlers unknown", APP + "handlers=['nope']");
        cases.put("F new handler without class", NEW + "level='DEBUG'");
        cases.put("G unknown class", NEW + "class='NopeHandler'\nargs='()'");
        cases.put("G2 dotted class", NEW + "class='logging.FileHandler'\nargs='(\"/opt/logs/n.log\",)'");
        cases.put("H bad level handler", DEBUG + "level='VERBOSE'");
        cases.put("I2 WARN alias", APP + "level='WARN'");
        cases.put("J3 level= (nothing)", APP + "level=");
        cases.put("M2 propagate False", APP + "propagate=False");
        cases.put(
                "N logger without qualname (only in prod)", "[logging]\n[[loggers]]\n[[[OnlyInProd]]]\nlevel='DEBUG'");
        cases.put("O root overridden", "[logging]\n[[loggers]]\n[[[root]]]\nlevel='DEBUG'");
        cases.put("Q unknown formatter", DEBUG + "formatter='nope'");
        cases.put("R args missing", NEW + "class='StreamHandler'");
        cases.put("R2 args empty", NEW + "class='StreamHandler'\nargs='()'");
        cases.put("S args not a tuple", NEW + "class='StreamHandler'\nargs='(\"x\")'");
        cases.put("U inline comment", DEBUG + "level='DEBUG' # everything");
        cases.put("V multi-line list", APP + "handlers=['debug_out',\n'error_out']");
        cases.put("W unquoted word", DEBUG + "level=DEBUG");
        cases.put("X interpolation loop", DEBUG + "a='%(b)s'\nb='%(a)s'\nformatter='%(a)s'");
        cases.put("X2 interp non-string", "[DEFAULT]\nn=5\n" + DEBUG + "formatter='%(n)s'");
        cases.put("Z2 unknown keys", DEBUG + "level='DEBUG'\nencoding='utf8'\ncolour='red'");
        return cases;
    }

    /** The cases that a test of their own answers, because we differ on purpose. */
    private static final List<String> DIFFERENT = List.of(
            "A prod DEFAULT overrides logRoot",
            "B prod args uses undefined logRoot",
            "T missing dir",
            "Y windows backslash");

    private static Map<String, String> answers() {
        try {
            var answers = new LinkedHashMap<String, String>();
            JSON.readTree(Loads.corpus("expected/override-cases.json").toFile())
                    .forEach(pair ->
                            answers.put(pair.get(0).asText(), pair.get(1).asText()));
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyCaseOfTheCorpusIsAnswered() {
        var answered = new TreeSet<>(sameAsOriginal().keySet());
        answered.addAll(DIFFERENT);
        assertEquals(new TreeSet<>(answers().keySet()), answered);
    }

    @TestFactory
    Stream<DynamicTest> answersAsTheOriginalDid() {
        Map<String, String> answers = answers();
        return sameAsOriginal().entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.getKey(), () -> compare(String.valueOf(answers.get(one.getKey())), one.getValue())));
    }

    private static void compare(String answer, String prod) throws IOException {
        LoadedConfig loaded = Loads.texts(LOG, prod);
        if (answer.startsWith("RAISES")) {
            assertFalse(loaded.usable(), "the original refused it");
            long errors = loaded.problems().stream()
                    .filter(problem -> problem.severity() == ConfigProblem.Severity.ERROR)
                    .count();
            boolean twoLines = prod.contains(",\n");
            assertEquals(twoLines ? 2 : 1, errors, () -> Loads.problems(loaded).toString());
            return;
        }
        assertTrue(loaded.usable(), () -> Loads.problems(loaded).toString());
        JsonNode expected = JSON.readTree(answer.substring("OK ".length()).replace("<L>", ROOT));
        compare(expected.get("app"), Loads.logger(loaded, "App"), loaded);
        compare(expected.get("root"), Loads.logger(loaded, ""), loaded);
        JsonNode handlers = JSON.readTree(loaded.effectiveJson()).get("handlers");
        expected.get("args")
                .properties()
                .forEach(args -> assertEquals(
                        args.getValue(), handlers.get(args.getKey()).get("args")));
    }

    private static void compare(JsonNode expected, LoggerSpec logger, LoadedConfig loaded) {
        assertEquals(expected.get("level").asInt(), logger.level(), logger.qualname());
        assertEquals(expected.path("prop").asBoolean(true), logger.propagate(), logger.qualname());
        var ours = new TreeSet<String>();
        logger.streams().forEach(name -> ours.add(described(Loads.stream(loaded, name))));
        var theirs = new TreeSet<String>();
        expected.get("h").forEach(handler -> theirs.add(handler.get(1).asText() + " " + handler.get(2)));
        assertEquals(theirs, ours, logger.qualname());
    }

    private static String described(StreamSpec stream) {
        return ((Target.File) stream.target()).path() + " " + stream.level();
    }

    @Test
    void logRootInProdMovesEveryFileBecauseFilesAreMergedFirst() {
        LoadedConfig loaded = Loads.texts(LOG, "[DEFAULT]\nlogRoot='/srv/logs'");
        assertEquals("/srv/logs/debug.log 50", described(Loads.stream(loaded, "debug_out")));
        assertEquals("/srv/logs/errors.log 40", described(Loads.stream(loaded, "error_out")));
    }

    @Test
    void prodMayUseLogRootOfLogCfgBecauseFilesAreMergedFirst() {
        LoadedConfig loaded = Loads.texts(LOG, DEBUG + "args=\"('%(logRoot)s/x.log', 'H', 1, 48 )\"");
        assertEquals("/opt/logs/x.log 50", described(Loads.stream(loaded, "debug_out")));
    }

    @Test
    void aMissingDirectoryIsNoErrorBecauseItIsCreated() {
        LoadedConfig loaded = Loads.texts(LOG, "[DEFAULT]\nlogRoot='/opt/logs/no/such'");
        assertEquals(List.of(), Loads.problems(loaded));
    }

    @Test
    void aBackslashThatMakesAControlCharacterIsAnErrorBecauseTheFileWouldGoAstray() {
        LoadedConfig loaded = Loads.texts(LOG, DEBUG + "args=\"('C:\\\\temp\\\\new.log', 'H', 1, 48 )\"");
        assertEquals(
                "prod.cfg:4: error: file name \"C:\\temp\\new.log\" holds a control character, because a backslash in"
                        + " quotes begins an escape; use C:/temp/new.log",
                Loads.problem(loaded));
    }

    @Test
    void anEmptyLoggerSectionChangesNothingBecauseNobodyMeansTheRoot() {
        LoadedConfig loaded = Loads.texts(LOG, "[logging]\n[[loggers]]\n[[[OnlyInProd]]]\n");
        assertEquals(List.of(), Loads.problems(loaded));
        assertEquals(40, Loads.logger(loaded, "").level());
    }

    @Test
    void aMissingLevelLeavesTheLevelAloneBecauseNothingWasSaidOfIt() {
        LoadedConfig loaded =
                Loads.texts(LOG, "[logging]\n[[loggers]]\n[[[all]]]\nqualname=''\nhandlers=['debug_out']\n");
        assertEquals(40, Loads.logger(loaded, "").level());
        assertEquals(List.of("debug_out"), Loads.logger(loaded, "").streams());
    }

    @Test
    void aHandlerNobodyDefinesIsOneErrorThatNamesFileLineSectionAndKey() {
        LoadedConfig loaded = Loads.texts(LOG, "[logging]\n[[handlers]]\n[[[upnp_out]]]\nlevel='DEBUG'\nkeep='3d'\n");
        assertEquals(
                "prod.cfg:4: error: section [logging] [[handlers]] [[[upnp_out]]] sets \"level\" of a handler that no file"
                        + " defines; add class, filename or stream",
                Loads.problem(loaded));
    }

    @Test
    void anEmptyHandlerSectionNobodyDefinesIsOnlyAWarningBecauseItSaysNothing() {
        LoadedConfig loaded = Loads.texts(LOG, "[logging]\n[[handlers]]\n[[[upnp_out]]]\n");
        assertTrue(loaded.usable());
        assertTrue(
                Loads.problem(loaded).startsWith("prod.cfg:3: warning: section [logging] [[handlers]] [[[upnp_out]]]"));
    }

    @Test
    void aClassAloneKeepsTheFileNameOnlyBecauseTheOtherArgsMeanSomethingElse() {
        LoadedConfig loaded = Loads.texts(LOG, DEBUG + "class='FileHandler'");
        assertEquals("/opt/logs/debug.log 50", described(Loads.stream(loaded, "debug_out")));
        assertTrue(Loads.problem(loaded).startsWith("prod.cfg:4: warning: the args in log.cfg:12 belong to Timed"));
    }

    @Test
    void intervalNoughtCountsAsOneBecauseElseEveryRecordWouldBeginAFile() {
        LoadedConfig midnight = Loads.texts(LOG, DEBUG + "args=\"('%(logRoot)s/debug.log', 'midnight', 0, 7 )\"");
        assertEquals(List.of(), Loads.problems(midnight));
        assertEquals(1, Loads.file(midnight, "debug_out").rotation().interval());
        LoadedConfig hourly = Loads.texts(LOG, DEBUG + "args=\"('%(logRoot)s/debug.log', 'H', 0, 7 )\"");
        assertEquals("prod.cfg:4: warning: interval 0 counts as 1", Loads.problem(hourly));
    }

    @Test
    void codeInAClassOrItsArgsIsRefusedBecauseNothingInAConfigurationRuns() {
        assertFalse(Loads.texts(LOG, NEW + "class='__import__(\"os\").system'\nargs='()'")
                .usable());
        assertFalse(
                Loads.texts(LOG, DEBUG + "args=\"(open('/etc/passwd').name,)\"").usable());
        assertFalse(Loads.texts(LOG, DEBUG + "level='INFO+5'").usable());
    }
}
