package io.webbrick.gateway.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of {@link ArchitectureTest}, held against classes that break it: a rule that finds nothing there is dead. */
class PlantedFaultsTest {
    private static final List<String> IMPORTS = new ImportTable(House.PLANTED).violations(House.planted());

    @ParameterizedTest
    @CsvSource({
        "store must not use stream,          StoreOfStreams",
        "record must not use jackson,        RecordInJson",
        "record must not use java.xml,       RecordInXml",
        "health must not use jetty,          HealthOnJetty",
        "format must not use slf4j-api,      FormatThatLogs",
        "web must not use picocli,           WebOnCommandLine",
        "web must not use jimfs,             WebOnCommandLine",
        "web must not use password4j,        WebOnCommandLine",
        "events must not use store,          EventsOnStore",
        "a package that the import table does not know, Stranger",
    })
    void anUseThatTheTableDoesNotAllowIsReported(String what, String who) {
        assertTrue(
                IMPORTS.stream().anyMatch(line -> line.contains(what) && line.contains(who)),
                () -> what + " by " + who + " is not among\n" + String.join("\n", IMPORTS));
    }

    @Test
    void anUseThatTheTableAllowsIsNotReported() {
        assertFalse(IMPORTS.stream().anyMatch(line -> line.contains("stream must not use store")));
    }

    @Test
    void theTableKnowsTheRoomsOfTheDesign() {
        assertEquals(
                Set.of(
                        "app", "web", "events", "ship", "slf4j", "logging", "config", "stream", "read", "store", "ring",
                        "format", "sink", "record", "health"),
                new ImportTable(House.BASE).rooms());
    }

    @Test
    void aCircleOfPackagesIsReported() {
        List<String> cycles = Rules.cycles(House.planted(), House.PLANTED);
        assertTrue(
                cycles.stream().anyMatch(line -> line.contains("logging.store") && line.contains("logging.stream")),
                cycles::toString);
    }

    @Test
    void anOpenClassIsReported() {
        List<String> open = Rules.openClasses(House.planted());
        String app = House.PLANTED + ".app.";
        String fault = " is neither final, abstract nor sealed";
        assertEquals(List.of(app + "OpenToAll" + fault, app + "OpenToAll$Inside" + fault), open);
    }

    @Test
    void printingIsReportedInEveryForm() {
        List<String> prints = Rules.standardStreams(House.planted(), Set.of());
        assertEquals(5, prints.size(), () -> String.join("\n", prints));
        assertTrue(prints.stream().anyMatch(line -> line.contains("printStackTrace()")), prints::toString);
        assertTrue(prints.stream().anyMatch(line -> line.contains("System.err")), prints::toString);
        assertTrue(prints.stream().anyMatch(line -> line.contains("FileDescriptor.out")), prints::toString);
    }

    @Test
    void printingIsPermittedToTheClassesNamed() {
        assertEquals(List.of(), Rules.standardStreams(House.planted(), Set.of(House.PLANTED + ".app.Printing")));
    }

    @Test
    void sleepingIsReportedInEveryForm() {
        List<String> sleeps = Rules.sleeps(House.planted(), Set.of());
        assertEquals(2, sleeps.size(), () -> String.join("\n", sleeps));
    }

    @Test
    void readingSerialisedObjectsIsReported() {
        List<String> uses = Rules.forbiddenTypes(House.planted(), "java.io.ObjectInputStream"::equals);
        assertTrue(uses.stream().anyMatch(line -> line.contains("Thawing")), uses::toString);
    }

    @Test
    void parsingXmlIsReported() {
        List<String> uses = Rules.forbiddenTypes(House.planted(), name -> name.startsWith("javax.xml."));
        assertTrue(uses.stream().anyMatch(line -> line.contains("RecordInXml")), uses::toString);
    }

    @Test
    void aPackageThatShowsMoreThanItHidesIsReported() {
        assertEquals(
                Map.of(House.PLANTED + ".logging.sink", 3L),
                Rules.publicPackages(House.planted(), House.PLANTED + ".logging"));
    }

    @Test
    void packagesAreCounted() {
        assertEquals(
                6, Rules.packages(House.planted(), House.PLANTED + ".logging").size());
    }
}
