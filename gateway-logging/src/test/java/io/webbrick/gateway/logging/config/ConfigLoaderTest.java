package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    private Path directory;

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }

    @Test
    void aMissingFileIsOneError() throws IOException {
        LoadedConfig loaded =
                Loads.files(directory.resolve("log.cfg"), file("prod.cfg", "[logging]\n[[handlers]]\n[[[x]]]\na=1"));
        assertTrue(
                Loads.problem(loaded).startsWith("log.cfg:1: error: there is no file "), () -> Loads.problem(loaded));
        assertNull(loaded.plan());
        assertEquals("", loaded.effectiveJson());
    }

    @Test
    void aDirectoryIsNoFile() {
        assertTrue(Loads.problem(Loads.files(directory)).endsWith("is not a file"));
    }

    @Test
    void aFileOfMoreThanAMegabyteIsRefused() throws IOException {
        Path large = file("log.cfg", "#".repeat(1_000_001));
        assertEquals(
                "log.cfg:1: error: the file is larger than 1000000 bytes; a configuration is not",
                Loads.problem(Loads.files(large)));
        assertEquals(List.of(), Loads.problems(Loads.files(file("log.cfg", "#".repeat(1_000_000)))));
    }

    @Test
    void theEndOfANameTellsTheDialect() throws IOException {
        assertEquals(
                "log.json:1: error: the version is missing; add \"version\": 1",
                Loads.problem(Loads.files(file("log.json", "{}"))));
        assertTrue(Loads.problems(Loads.files(file("LOG.INI", "")))
                .contains("LOG.INI:1: error: section [loggers] with its keys is missing; write keys=name,name"));
    }

    @Test
    void problemsOfAllFilesAreReportedAtOnceInTheirOrder() throws IOException {
        Path log = file("conf/log.cfg", "[logging]\n[[handlers]]\n[[[Debug]]]\nlevel='DEBGU'\n");
        Path disk = file("disk/log.cfg", "x=y\n");
        Path prod = file("conf/prod.cfg", "[logging]\n[[loggers]]\n[[[x]]]\nqualname='x'\nhandlers=['nope']\n");
        List<String> errors = Loads.problems(Loads.files(log, disk, prod)).stream()
                .filter(text -> text.contains(": error: "))
                .toList();
        assertEquals(3, errors.size(), errors::toString);
        assertEquals(
                "log.cfg:4: error: level \"DEBGU\" unknown; one of TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL",
                errors.get(0));
        assertTrue(errors.get(1).startsWith("disk/log.cfg:1: error: "), errors::toString);
        assertTrue(errors.get(2).startsWith("prod.cfg:5: error: "), errors::toString);
    }

    @Test
    void aProblemIsOneLineWhateverTheFileHolds() throws IOException {
        LoadedConfig loaded = Loads.files(file("log.cfg", "a='\\n'\n[logging]\nzone='x\\ny\\u2028z'\n\u0001\u001b=\n"));
        loaded.problems()
                .forEach(problem -> assertEquals(1, problem.toString().lines().count()));
        assertTrue(loaded.problems().stream()
                .noneMatch(problem -> problem.toString().contains("\u001b")));
    }

    @Test
    void theHashChangesWithTheContentAndOnlyThen() throws IOException {
        Path log = file("log.cfg", "a=1\n");
        String before = Loads.files(log).contentHash();
        file("log.cfg", "a=1\n");
        assertEquals(before, Loads.files(log).contentHash());
        file("log.cfg", "a=2\n");
        assertNotEquals(before, Loads.files(log).contentHash());
        assertNotEquals(Loads.files(log, log).contentHash(), Loads.files(log).contentHash());
    }

    @Test
    void zoneOfTheCallerBeatsTheFilesAndTheFilesTheComputers() {
        String file = "[logging]\nzone='Europe/London'\n";
        assertEquals(ZoneId.of("Europe/London"), Loads.plan(Loads.texts(file)).zone());
        assertEquals(
                ZoneId.of("Asia/Tokyo"),
                Loads.plan(Loads.into(null, ZoneId.of("Asia/Tokyo"), file)).zone());
        assertEquals(ZoneId.systemDefault(), Loads.plan(Loads.texts("")).zone());
    }

    @Test
    void anUnknownZoneIsAnErrorThatGuesses() {
        String problem = Loads.problem(Loads.texts("zone='Europe/Londn'"));
        assertEquals(
                "log.cfg:1: error: zone \"Europe/Londn\" unknown; a name such as Europe/London, or UTC; did you mean"
                        + " \"Europe/London\"?",
                problem);
    }

    @Test
    void aSectionOfTheWrongCaseIsAWarning() {
        assertEquals(
                "log.cfg:1: warning: section [Logging] is not read; did you mean [logging]?",
                Loads.problem(Loads.texts("[Logging]\n[[handlers]]\n")));
        assertEquals(
                "log.cfg:2: warning: section [logging] [[handler]] is not read; did you mean \"handlers\"?",
                Loads.problem(Loads.texts("[logging]\n[[handler]]\n")));
        assertTrue(Loads.problem(Loads.texts("logroot='/x'")).endsWith("did you mean \"logRoot\"?"));
    }

    @Test
    void aKeyThatOneFileHasAsASectionCannotBeBoth() {
        LoadedConfig loaded = Loads.texts("[logging]\n[[handlers]]\n", "logging='x'\n");
        assertEquals(
                "prod.cfg:1: error: \"logging\" is a section in log.cfg:1 and cannot be both", Loads.problem(loaded));
        assertTrue(Loads.problem(Loads.texts("logging='x'\n", "[logging]\n")).contains("is a key in log.cfg:1"));
    }

    @Test
    void effectivelyShowsClassLevelAndFormatterOfReadableHandlers() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(Loads.files(Loads.project("conf/log.cfg")).effectiveJson());
        JsonNode debug = json.get("handlers").get("Debug");
        assertEquals("RotatingFileHandler", debug.get("class").asText());
        assertEquals("INFO", debug.get("level").asText());
        assertEquals("Debug", debug.get("formatter").asText());
        assertEquals("1MB", debug.get("maxBytes").asText());
        assertEquals(
                "TimedRotatingFileHandler",
                json.get("handlers").get("Access").get("class").asText());
        assertEquals(
                "StreamHandler", json.get("handlers").get("Screen").get("class").asText());
        assertEquals("[\"Error\",\"Debug\"]", json.get("root").get("handlers").toString());
        assertEquals("NOTSET", json.get("root").get("level").asText());
        assertTrue(json.get("supplied").get("handlers").isEmpty());
    }

    @Test
    void aFileThatIsEmptyGetsEverythingBuiltIn() {
        LoadedConfig loaded = Loads.texts("");
        assertEquals(List.of(), Loads.problems(loaded));
        assertEquals(5, Loads.plan(loaded).streams().size());
    }
}
