package io.webbrick.gateway.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    /** Packages that show more than they hide, each for its reason. */
    private static final Map<String, String> PUBLIC_BY_NATURE = Map.of(
            LOGGING,
            "the door: its types are the public API",
            LOGGING + ".stream",
            "the plan, which config builds and stream carries out, is made of its values");

    @Test
    void seesEveryModule() {
        Set<String> packages = Rules.packages(House.classes(), House.BASE);
        for (String module : List.of("logging", "events", "web")) {
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
        var open = new TreeSet<>(Rules.publicPackages(House.classes(), LOGGING));
        open.removeAll(PUBLIC_BY_NATURE.keySet());
        assertTrue(open.isEmpty(), () -> "more public than package-private types: " + open);
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
