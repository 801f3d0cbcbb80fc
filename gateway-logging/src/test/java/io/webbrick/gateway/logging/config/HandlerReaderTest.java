package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import io.webbrick.gateway.logging.stream.Durability;
import io.webbrick.gateway.logging.stream.Target;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerReaderTest {
    private static final String USE = "[[loggers]]\n[[[x]]]\nqualname='x'\nhandlers=['own']\n";

    private static LoadedConfig load(String... lines) {
        return Loads.texts(Loads.handler("own", lines) + USE);
    }

    private static LoadedConfig over(String prod, String... lines) {
        return Loads.texts(Loads.handler("own", lines) + USE, Loads.handler("own", prod));
    }

    private static LoadedConfig clean(LoadedConfig loaded) {
        assertEquals(List.of(), Loads.problems(loaded));
        return loaded;
    }

    private static Rotation rotation(LoadedConfig loaded) {
        return Loads.file(clean(loaded), "own").rotation();
    }

    @Test
    void syncIsATimeOrNever() {
        assertEquals(
                Duration.ofSeconds(30),
                Loads.file(load("filename='own.log'"), "own").syncWithin());
        assertEquals(
                Duration.ofMinutes(5),
                Loads.file(clean(load("filename='own.log'", "sync='5m'")), "own")
                        .syncWithin());
        assertNull(Loads.file(clean(load("filename='own.log'", "sync='Never'")), "own")
                .syncWithin());
    }

    private static Retention retention(LoadedConfig loaded) {
        return Loads.file(clean(loaded), "own").retention();
    }

    private static void assertProblem(String start, LoadedConfig loaded) {
        String problem = Loads.problem(loaded);
        assertTrue(problem.startsWith(start), problem);
    }

    @Test
    void aFileNameAloneMakesAFileThatNeverRotates() {
        LoadedConfig loaded = load("filename='own.log'");
        assertEquals(Rotation.NEVER, rotation(loaded));
        assertEquals(Retention.FOREVER, retention(loaded));
        assertEquals(
                "/var/log/webbrick/own.log", Loads.file(loaded, "own").path().toString());
        assertEquals(0, Loads.stream(loaded, "own").level());
        assertEquals("%(message)s", Loads.stream(loaded, "own").format().toString());
    }

    @Test
    void readableKeysSetRotationAndRetention() {
        LoadedConfig loaded = load(
                "filename='own.log'",
                "maxBytes='2MiB'",
                "when='h'",
                "interval=6",
                "backupCount=7",
                "keep='14d'",
                "compress='gzip'");
        assertEquals(new Rotation(2_097_152, Rotation.When.H, 6), rotation(loaded));
        assertEquals(new Retention(7, Duration.ofDays(14), true), retention(loaded));
    }

    @Test
    void argsOfEachClassMeanWhatPythonMakesOfThem() {
        assertEquals(
                new Rotation(0, Rotation.When.W0, 1),
                rotation(load("class='handlers.TimedRotatingFileHandler'", "args='(\"own.log\", \"w0\", 1, 4)'")));
        assertEquals(
                new Rotation(0, Rotation.When.H, 1),
                rotation(load("class='TimedRotatingFileHandler'", "args='(\"own.log\",)'")));
        assertEquals(
                new Rotation(1_048_576, null, 1),
                rotation(load("class='RotatingFileHandler'", "args='(\"own.log\", \"a+\", 1048576, 50)'")));
        assertEquals(Rotation.NEVER, rotation(load("class='FileHandler'", "args='[\"own.log\", \"a\"]'")));
        assertEquals(
                new Target.Console(true),
                Loads.stream(clean(load("class='StreamHandler'", "args='()'")), "own")
                        .target());
        assertEquals(
                new Target.Console(false),
                Loads.stream(clean(load("class='StreamHandler'", "args='(sys.stdout,)'")), "own")
                        .target());
        assertEquals(
                new Target.Nothing(),
                Loads.stream(clean(load("class='NullHandler'")), "own").target());
    }

    @Test
    void argsMayBeATupleWithoutQuotes() {
        assertEquals(
                new Rotation(0, Rotation.When.D, 2),
                rotation(load("class='TimedRotatingFileHandler'", "args='own.log', 'D', 2, 5")));
    }

    @Test
    void aQuoteOrABackslashInTheDirectoryBreaksNoArgs() {
        String log = "logRoot=\"/srv/o'brien\"\n"
                + Loads.handler("own", "class='FileHandler'", "args=\"('%(logRoot)s/own.log', 'a')\"") + USE;
        assertEquals(
                "/srv/o'brien/own.log",
                Loads.file(clean(Loads.texts(log)), "own").path().toString());
    }

    @Test
    void argsMayBeMixedWithReadableKeys() {
        LoadedConfig loaded = load(
                "class='RotatingFileHandler'", "args='(\"own.log\",)'", "maxBytes='1MB'", "backupCount=3", "keep='2d'");
        assertEquals(Rotation.bySize(1_000_000), rotation(loaded));
        assertEquals(new Retention(3, Duration.ofDays(2), false), retention(loaded));
    }

    @Test
    void argsAndKeysThatAgreeAreNoConflict() {
        LoadedConfig loaded = load(
                "class='RotatingFileHandler'",
                "args='(\"own.log\", \"a\", 1000000, 3)'",
                "maxBytes='1MB'",
                "backupCount='3'");
        assertEquals(Rotation.bySize(1_000_000), rotation(loaded));
    }

    @Test
    void argsAndKeysOfOneFileThatDisagreeAreAnError() {
        assertProblem(
                "log.cfg:6: error: maxBytes here and args in log.cfg:5 say different things",
                load("class='RotatingFileHandler'", "args='(\"own.log\", \"a\", 5, 3)'", "maxBytes='1MB'"));
        assertProblem(
                "log.cfg:6: error: filename here and args in log.cfg:5 say different things",
                load("class='FileHandler'", "args='(\"own.log\",)'", "filename='other.log'"));
        assertProblem(
                "log.cfg:6: error: stream here and args in log.cfg:5 say different things",
                load("class='StreamHandler'", "args='(sys.stdout,)'", "stream='stderr'"));
    }

    @Test
    void aKeyThatTheClassBesideItDoesNotTakeIsAnError() {
        assertProblem(
                "log.cfg:6: error: when is nothing that RotatingFileHandler takes",
                load("class='RotatingFileHandler'", "filename='own.log'", "when='midnight'"));
    }

    @Test
    void keysOfALaterFileBeatArgsOfAnEarlierOne() {
        String[] timed = {"class='TimedRotatingFileHandler'", "args='(\"own.log\", \"H\", 1, 48)'"};
        assertEquals(new Rotation(0, Rotation.When.MIDNIGHT, 1), rotation(over("when='midnight'", timed)));
        assertEquals(Rotation.bySize(5), rotation(over("when='never'\nmaxBytes=5", timed)));
        assertEquals(48, retention(over("when='midnight'", timed)).maxFiles());
        assertEquals(2, retention(over("backupCount=2", timed)).maxFiles());
    }

    @Test
    void argsOfALaterFileBeatKeysOfAnEarlierOne() {
        LoadedConfig loaded = over(
                "class='TimedRotatingFileHandler'\nargs=\"('x.log', 'D', 1, 9)\"",
                "filename='own.log'",
                "maxBytes='1MB'",
                "backupCount=5",
                "keep='3d'");
        assertEquals(new Rotation(0, Rotation.When.D, 1), rotation(loaded));
        assertEquals(new Retention(9, Duration.ofDays(3), false), retention(loaded));
        assertEquals("/var/log/webbrick/x.log", Loads.file(loaded, "own").path().toString());
    }

    @Test
    void aClassOfALaterFileDropsTheKeysItDoesNotTake() {
        LoadedConfig loaded =
                over("class='TimedRotatingFileHandler'", "filename='own.log'", "maxBytes='1MB'", "backupCount=5");
        assertEquals(new Rotation(0, Rotation.When.H, 1), rotation(loaded));
    }

    @Test
    void aConsoleOfALaterFileReplacesTheFileAndTheReverse() {
        String[] file = {"class='FileHandler'", "args='(\"own.log\", \"a\")'"};
        assertEquals(
                new Target.Console(false),
                Loads.stream(clean(over("stream='stdout'", file)), "own").target());
        String[] console = {"class='StreamHandler'", "args='(sys.stdout,)'"};
        assertEquals(Rotation.NEVER, rotation(over("filename='own.log'", console)));
        assertProblem("prod.cfg:4: error: handler \"own\" names no file", over("class='FileHandler'", console));
        assertProblem(
                "prod.cfg:4: error: handler \"own\" does not say which console", over("class='StreamHandler'", file));
    }

    @Test
    void aFileAndAConsoleDoNotGoTogether() {
        assertProblem(
                "log.cfg:5: error: handler \"own\" has both filename and stream",
                load("filename='a.log'", "stream='stdout'"));
        assertProblem(
                "log.cfg:5: error: handler \"own\" has both class and filename",
                load("class='StreamHandler'", "filename='a.log'", "args='(sys.stdout,)'"));
    }

    @Test
    void argsNeedAClass() {
        assertProblem(
                "log.cfg:5: error: handler \"own\" has args and no class",
                load("filename='own.log'", "args='(\"own.log\",)'"));
    }

    @Test
    void aClassOutsideTheListIsAnErrorThatListsAll() {
        assertEquals(
                "log.cfg:4: error: class \"NTEventLogHandler\" of handler \"own\" unknown; one of StreamHandler, FileHandler,"
                        + " RotatingFileHandler, TimedRotatingFileHandler, NullHandler, CloudWatchHandler, OciHandler,"
                        + " SlackHandler, OtlpHandler",
                Loads.problem(load("class='NTEventLogHandler'", "args='()'")));
    }

    @Test
    void aLevelTypoListsTheLevels() {
        assertEquals(
                "log.cfg:5: error: level \"DEBGU\" unknown; one of TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL",
                Loads.problem(load("filename='own.log'", "level='DEBGU'")));
    }

    @Test
    void eachValueThatCannotBeReadIsOneErrorWithItsLine() {
        LoadedConfig loaded = load(
                "filename=5",
                "maxBytes='1TB'",
                "when='noon'",
                "interval='x'",
                "backupCount=-1",
                "keep='2w'",
                "compress='zip'",
                "collects='some'",
                "durability='sometimes'",
                "sync='soon'",
                "formatter='nope'",
                "level=1.5");
        List<String> problems = Loads.problems(loaded);
        assertEquals(12, problems.size(), problems::toString);
        for (int i = 0; i < 12; i++) {
            assertTrue(problems.get(i).startsWith("log.cfg:" + (i + 4) + ": error: "), problems.get(i));
        }
    }

    @Test
    void argsThatCannotBeReadAreOneError() {
        assertProblem("log.cfg:5: error: args ", load("class='FileHandler'", "args='(\"own.log\"'"));
        assertProblem(
                "log.cfg:5: error: args has 5 values", load("class='FileHandler'", "args='(\"own.log\",1,2,3,4)'"));
        assertProblem("log.cfg:5: error: args ", load("class='FileHandler'", "args=5"));
        assertProblem("log.cfg:5: error: mode ", load("class='FileHandler'", "args='(\"own.log\", \"H\")'"));
        assertProblem(
                "log.cfg:5: error: utc",
                load("class='TimedRotatingFileHandler'", "args='(\"a\",\"D\",1,1,None,0,\"yes\")'"));
    }

    @Test
    void daysMayBeThoseOfUtcAndTurnAtATimeOfDay() {
        Rotation expected = new Rotation(0, Rotation.When.MIDNIGHT, 3, LocalTime.of(3, 30), true, true);
        assertEquals(
                expected,
                rotation(load(
                        "filename='own.log'",
                        "when='midnight'",
                        "interval=3",
                        "atTime='03:30'",
                        "utc=True",
                        "atStart=1")));
        assertEquals(
                expected,
                rotation(load(
                        "class='TimedRotatingFileHandler'",
                        "args='(\"own.log\",\"midnight\",3,1,None,0,True)'",
                        "atTime='03:30:00'",
                        "atStart=True")));
    }

    @Test
    void aTimeOfDayIsForDaysOnly() {
        assertProblem(
                "log.cfg:6: warning: atTime counts for midnight and the week days only",
                load("filename='own.log'", "when='H'", "atTime='03:30'"));
        assertProblem("log.cfg:6: error: atTime", load("filename='own.log'", "when='W0'", "atTime='24:00'"));
    }

    @Test
    void aModeThatDeletesIsTakenAsOneThatAppends() {
        assertProblem(
                "log.cfg:5: warning: mode 'w' counts as 'a'",
                load("class='FileHandler'", "args='(\"own.log\", \"w\")'"));
    }

    @Test
    void maxBytesWithoutAnyHistoryNeverBeginsAFileAsInPython() {
        LoadedConfig loaded = load("filename='own.log'", "maxBytes='1MB'");
        assertProblem("log.cfg:5: warning: maxBytes without backupCount or keep", loaded);
        assertEquals(Rotation.NEVER, Loads.file(loaded, "own").rotation());
    }

    @Test
    void keysOfFilesChangeNothingOnAConsole() {
        LoadedConfig loaded = load("stream='stderr'", "keep='3d'", "maxBytes=5");
        assertProblem(
                "log.cfg:6: warning: handler \"own\" is a StreamHandler and writes no file, so maxBytes, keep change nothing",
                loaded);
        assertTrue(loaded.usable());
    }

    @Test
    void aMisspelledKeyIsAWarningThatGuesses() {
        assertProblem(
                "log.cfg:5: warning: key \"filname\" means nothing in [logging] [[handlers]] [[[own]]]; did you mean \"filename\"?",
                load("filename='own.log'", "filname='x.log'"));
    }

    @Test
    void onlyEventLogWaitsForItsFileUnlessToldOtherwise() {
        assertEquals(
                Durability.PROCESS,
                Loads.stream(load("filename='own.log'"), "own").durability());
        assertEquals(
                Durability.FILE,
                Loads.stream(load("filename='own.log'", "durability='file'"), "own")
                        .durability());
        assertEquals(
                Durability.DISK,
                Loads.stream(load("filename='own.log'", "durability='Disk'"), "own")
                        .durability());
        String original = Loads.handler("event_log", "class='FileHandler'", "args='(\"EventLog.log\",)'");
        assertEquals(
                Durability.FILE,
                Loads.stream(Loads.texts(original), "event_log").durability());
        assertEquals(
                Durability.PROCESS,
                Loads.stream(Loads.texts(original, Loads.handler("EventLog", "durability='process'")), "event_log")
                        .durability());
    }

    @Test
    void aHandlerIsAddressedByItsRoleWhateverItsName() {
        String log = Loads.handler("debug_out", "filename='d.log'", "level='ERROR'") + USE.replace("own", "Debug");
        LoadedConfig loaded = clean(Loads.texts(log, Loads.handler("Debug", "level='DEBUG'")));
        assertEquals(10, Loads.stream(loaded, "debug_out").level());
        assertEquals(List.of("debug_out"), Loads.logger(loaded, "x").streams());
        assertFalse(Loads.plan(loaded).streams().stream()
                .anyMatch(stream -> stream.name().equals("Debug")));
    }

    @Test
    void oneFileMayNotNameOneRoleTwice() {
        String log = Loads.handler("debug_out", "filename='d.log'") + "[[[Debug]]]\nlevel='DEBUG'\n";
        assertTrue(Loads.problems(Loads.texts(log))
                .get(0)
                .startsWith("log.cfg:5: error: handler \"Debug\" is the stream Debug, which \"debug_out\" in line 3"));
    }

    @Test
    void aRoleThatOnlyAnOverlayMentionsIsTheBuiltInStreamWithWhatItSays() {
        LoadedConfig loaded = Loads.texts(Loads.handler("Debug", "level='DEBUG'"));
        assertProblem("log.cfg:3: warning: no file defines the stream Debug", loaded);
        assertEquals(10, Loads.stream(loaded, "Debug").level());
        assertTrue(Loads.stream(loaded, "Debug").collectsAll());
        assertEquals(
                "/var/log/webbrick/debug.log",
                Loads.file(loaded, "Debug").path().toString());
    }

    @Test
    void aHandlerNobodyNamesIsAWarning() {
        assertProblem(
                "log.cfg:3: warning: no logger writes to handler \"own\"",
                Loads.texts(Loads.handler("own", "filename='a.log'")));
    }

    @Test
    void twoHandlersMayNotShareAFile() {
        String log = Loads.handler("own", "filename='a.log'")
                + "[[[other]]]\nfilename='./a.log'\n"
                + USE.replace("['own']", "['own', 'other']");
        assertProblem(
                "log.cfg:5: error: handler \"other\" writes to /var/log/webbrick/a.log, as does \"own\"",
                Loads.texts(log));
        assertProblem(
                "log.cfg:5: error: handlers \"own\" and \"other\" write to",
                Loads.texts(log.replace("./a.log", "a.log.1")));
    }

    @Test
    void aProblemOfWhatCompletesTheBuiltInConfigurationIsSaidWhereTheUserWroteIt() {
        LoadedConfig loaded = Loads.texts("[logging]\n[[handlers]]\n[[[EventLog]]]\nbackupCount=0\n");
        List<String> warnings = Loads.problems(loaded).stream()
                .filter(problem -> problem.contains("never begins a new file"))
                .toList();
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("log.cfg:4: warning: "), warnings.get(0));
    }
}
