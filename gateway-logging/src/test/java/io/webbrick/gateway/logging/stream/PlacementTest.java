package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which stream is on which volume. */
final class PlacementTest {
    private static final Path HOME = Path.of("logs").toAbsolutePath();
    private static final Path STICK = Path.of("stick").toAbsolutePath();

    private static Object byName(Path directory) {
        return directory.startsWith(STICK) ? "stick" : "disk";
    }

    private static List<String> here(LoggingPlan seen) {
        return seen.streams().stream()
                .filter(StreamSpec::isHere)
                .map(StreamSpec::name)
                .toList();
    }

    @Test
    void filesRightInTheLogDirectoryNeedNoLook() {
        Function<Path, Object> nobodyAsks = path -> {
            throw new AssertionError("looked at " + path);
        };
        Placement placement = Placement.none().of(Plans.five(HOME), nobodyAsks);
        assertEquals(Map.of(), placement.others());
    }

    @Test
    void aStreamThatAnotherEngineWritesDecidesAsBefore() {
        var narrow = new StreamSpec(
                "narrow",
                null,
                new Target.File(STICK.resolve("narrow.log"), Rotation.NEVER, Retention.FOREVER, null),
                20,
                Plans.EVENT,
                false,
                Durability.DISK,
                List.of("Heating"),
                "log.cfg:7");
        StreamSpec elsewhere = narrow.elsewhere();
        assertFalse(elsewhere.isHere());
        assertFalse(elsewhere.admits("Lights"));
        assertEquals(
                narrow,
                new StreamSpec(
                        elsewhere.name(),
                        elsewhere.role(),
                        narrow.target(),
                        elsewhere.level(),
                        elsewhere.format(),
                        elsewhere.collectsAll(),
                        elsewhere.durability(),
                        elsewhere.only(),
                        elsewhere.levelOrigin()));
    }

    @Test
    void eachStreamIsSeenByTheEngineOfItsVolumeAlone() {
        LoggingPlan plan = Plans.moved(Plans.five(HOME), STICK, "Error", "Access");
        Placement placement = Placement.none().of(plan, PlacementTest::byName);
        assertEquals(Map.of("stick", STICK.resolve("access.log")), placement.others());
        assertEquals(List.of("EventLog", "Debug"), here(placement.seenBy(Placement.HOME, plan, HOME)));
        assertEquals(List.of("Access", "Error"), here(placement.seenBy("stick", plan, HOME)));
        assertEquals(4, placement.seenBy("stick", plan, HOME).streams().size(), "all decide on routes");
    }

    @Test
    void anotherDirectoryOnTheSameVolumeIsNoOtherVolume() {
        LoggingPlan plan = Plans.moved(Plans.five(HOME), HOME.resolveSibling("elsewhere"), "Error");
        assertEquals(Map.of(), Placement.none().of(plan, PlacementTest::byName).others());
    }

    @Test
    void aFileThatStaysInThePlanStaysWhereItWas() {
        LoggingPlan plan = Plans.moved(Plans.five(HOME), STICK, "Error");
        Placement before = Placement.none().of(plan, path -> "one disk");
        assertEquals(Map.of(), before.others());
        assertEquals(Map.of(), before.of(plan, PlacementTest::byName).others(), "something was mounted meanwhile");
    }

    @Test
    void aDirectoryThatIsNotThereYetIsOnTheVolumeOfTheNearestAncestor(@TempDir Path directory) {
        assertEquals(
                Placement.volumeOf(directory),
                Placement.volumeOf(directory.resolve("not").resolve("yet")));
    }

    @Test
    void anotherFileSystemIsAnotherVolume(@TempDir Path directory) throws Exception {
        try (FaultyFileSystem memory = FaultyFileSystem.unix()) {
            Object there = Placement.volumeOf(memory.getPath("/log"));
            assertNotEquals(Placement.volumeOf(directory), there);
            assertEquals(Placement.volumeOf(memory.getPath("/other")), there);
        }
    }

    @Test
    void theConsoleBelongsToTheLogDirectorysEngine() {
        LoggingPlan plan = LoggingPlan.onStandardError(io.webbrick.gateway.logging.record.Level.INFO, Plans.UTC);
        Placement placement = Placement.none().of(plan, PlacementTest::byName);
        assertTrue(placement.seenBy(Placement.HOME, plan, HOME).streams().get(0).isHere());
        assertFalse(placement.seenBy("stick", plan, HOME).streams().get(0).isHere());
    }
}
