package io.webbrick.gateway.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rules of the house over all its jars. {@link PlantedFaultsTest} proves that each of them bites. */
class ArchitectureTest {
    /**
     * Where records and problems are printed: a stream's console, and the last word of the logger itself. Besides these,
     * Main alone takes hold of the standard streams, once, as the writers that it hands to the command line; commands
     * print through those.
     */
    private static final Set<String> PRINTERS = Set.of(
            "io.webbrick.gateway.logging.stream.ConsoleSink",
            "io.webbrick.gateway.logging.health.SelfLog",
            "io.webbrick.gateway.app.Main");

    private static final String LOGGING = House.BASE + ".logging";

    /**
     * Packages that show more than they hide, and how many types they may show: a package is folded into its neighbour
     * rather than entered here without a reason.
     */
    private static final Map<String, Integer> PUBLIC_BY_NATURE = Map.of(
            // the door: its types are the public API
            LOGGING,
            9,
            // what every other station speaks of: the record, its bytes, its level, and what is read back of it
            LOGGING + ".record",
            6,
            // exported: what readers in other modules come for, the files, their records and places in them
            LOGGING + ".read",
            15,
            // a format, the escapes and the time of a line, which readers parse as well
            LOGGING + ".format",
            3,
            // rotation and retention are values of the plan; file, history and compressor are what stream writes
            // through
            LOGGING + ".store",
            5,
            // what modules outside implement, and what they are handed: nothing else is in it
            LOGGING + ".sink",
            7,
            // accounts that every module reads
            LOGGING + ".health",
            3);

    @Test
    void seesEveryModule() {
        Set<String> packages = Rules.packages(House.classes(), House.BASE);
        for (String module : List.of("logging", "events", "ship", "web", "app")) {
            String wanted = House.BASE + "." + module;
            assertTrue(
                    packages.stream().anyMatch(name -> (name + ".").startsWith(wanted + ".")),
                    () -> "no class of " + wanted + " among " + packages);
        }
    }

    @Test
    void everyUseOfAnotherRoomStandsInTheImportTable() {
        assertNone(new ImportTable(House.BASE).violations(House.classes()));
    }

    @Test
    void noPackageUsesItselfThroughOthers() {
        assertNone(Rules.cycles(House.classes(), House.BASE));
    }

    @Test
    void everyClassIsFinalAbstractOrSealed() {
        assertNone(Rules.openClasses(House.classes()));
    }

    @Test
    void onlyTheConsoleSinkTheSelfLogAndMainTouchTheStandardStreams() {
        assertNone(Rules.standardStreams(House.classes(), PRINTERS));
    }

    @Test
    void nobodySleeps() {
        assertNone(Rules.sleeps(House.classes(), Set.of()));
    }

    @Test
    void nobodyReadsSerialisedObjects() {
        assertNone(Rules.forbiddenTypes(House.classes(), "java.io.ObjectInputStream"::equals));
    }

    @Test
    void nobodyParsesXml() {
        assertNone(Rules.forbiddenTypes(House.classes(), name -> name.startsWith("javax.xml.")));
    }

    @Test
    void packagesOfLoggingHideMoreThanTheyShow() {
        var tooOpen = new TreeMap<>(Rules.publicPackages(House.classes(), LOGGING));
        tooOpen.entrySet().removeIf(found -> found.getValue() <= PUBLIC_BY_NATURE.getOrDefault(found.getKey(), 0));
        assertTrue(tooOpen.isEmpty(), () -> "more public than package-private types: " + tooOpen);
    }

    @Test
    void loggingHasAtMostElevenPackages() {
        Set<String> packages = Rules.packages(House.classes(), LOGGING);
        assertTrue(packages.size() <= 11, () -> packages.size() + " packages: " + packages);
    }

    private static void assertNone(List<String> violations) {
        assertTrue(violations.isEmpty(), () -> violations.size() + " violations:\n" + String.join("\n", violations));
    }
}
