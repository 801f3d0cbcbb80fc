package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ConfigSamples;
import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.BudgetSpec;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import io.webbrick.gateway.logging.stream.Durability;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.Role;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShippedConfigTest {
    private static final Path LOG = Loads.project("conf/log.cfg");
    private static final Path PROD = Loads.project("conf/prod.cfg");
    private static final Path DISK = Loads.project("platform/disk/log.cfg");
    private static final Path APPLIANCE = Loads.project("platform/appliance/log.cfg");
    private static final Rotation BY_MEGABYTE = Rotation.bySize(1_000_000);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration FORTNIGHT = Duration.ofDays(14);

    private static LoadedConfig clean(Path... files) {
        LoadedConfig loaded = Loads.files(files);
        assertEquals(List.of(), besidesMissingShippers(loaded));
        return loaded;
    }

    /** The module that delivers to other machines is not here; its own tests read the same samples. */
    private static List<String> besidesMissingShippers(LoadedConfig loaded) {
        return Loads.problems(loaded).stream()
                .filter(problem -> !problem.contains("needs gateway-ship, which is not installed"))
                .toList();
    }

    private static String format(LoadedConfig loaded, String stream) {
        return Loads.stream(loaded, stream).format().toString();
    }

    private static void assertFile(LoadedConfig loaded, String stream, Rotation rotation, Retention retention) {
        Target.File file = Loads.file(loaded, stream);
        assertEquals(rotation, file.rotation(), stream);
        assertEquals(retention, file.retention(), stream);
    }

    @Test
    void baseHasTheFiveStreamsOfTheSpecification() {
        LoadedConfig loaded = clean(LOG);
        assertEquals(
                List.of(Role.values()),
                Loads.plan(loaded).streams().stream().map(StreamSpec::role).toList());
        assertFile(loaded, "Access", Rotation.midnight(), new Retention(0, WEEK, false));
        assertFile(loaded, "EventLog", BY_MEGABYTE, new Retention(5, null, false));
        assertFile(loaded, "Error", Rotation.midnight(), new Retention(0, WEEK, false));
        assertFile(loaded, "Debug", BY_MEGABYTE, new Retention(5, null, false));
        assertEquals(new Target.Console(false), Loads.stream(loaded, "Screen").target());
    }

    @Test
    void baseNamesTheFilesAsTheSpecificationDoes() {
        LoadedConfig loaded = clean(LOG);
        var names =
                Map.of("Access", "access.log", "EventLog", "EventLog.log", "Error", "error.log", "Debug", "debug.log");
        names.forEach((stream, name) -> assertEquals(
                Path.of(Loads.LOG_ROOT, name).toAbsolutePath(),
                Loads.file(loaded, stream).path()));
    }

    @Test
    void baseSetsLevelsOnStreamsAndOnLoggersOnlyToQuietThem() {
        LoadedConfig loaded = clean(LOG);
        assertEquals(
                List.of(20, 20, 40, 20, 20),
                Loads.plan(loaded).streams().stream().map(StreamSpec::level).toList());
        Loads.plan(loaded).loggers().stream()
                .filter(logger -> logger.level() != 0)
                .forEach(logger -> assertEquals(List.of(), logger.streams(), logger.qualname()));
        assertEquals(50, Loads.logger(loaded, "EventLog.time.second").level());
        assertEquals(30, Loads.logger(loaded, "org.eclipse.jetty").level());
    }

    @Test
    void baseRoutesEachLoggerToItsStream() {
        LoadedConfig loaded = clean(LOG);
        assertEquals(List.of("Error", "Debug"), Loads.logger(loaded, "").streams());
        assertEquals(
                List.of("Access"), Loads.logger(loaded, "turbogears.access").streams());
        assertEquals(List.of("EventLog"), Loads.logger(loaded, "EventLog").streams());
        assertFalse(Loads.logger(loaded, "EventLog").propagate());
        assertFalse(Loads.logger(loaded, "turbogears.access").propagate());
        List<String> screen = Loads.plan(loaded).loggers().stream()
                .filter(logger -> logger.streams().contains("Screen"))
                .map(LoggerSpec::qualname)
                .toList();
        assertEquals(List.of("WebBrickGateway.Lifecycle"), screen);
    }

    @Test
    void baseLetsOnlyDebugCollectAndOnlyEventLogWaitForItsFile() {
        for (StreamSpec stream : Loads.plan(clean(LOG)).streams()) {
            assertEquals(stream.role() == Role.DEBUG, stream.collectsAll(), stream.name());
            assertEquals(stream.role() == Role.EVENT_LOG, stream.durability() == Durability.FILE, stream.name());
        }
    }

    private static void assertSynced(LoadedConfig loaded, List<String> streams, @Nullable Duration within) {
        for (String stream : streams) {
            assertEquals(within, Loads.file(loaded, stream).syncWithin(), stream);
        }
    }

    @Test
    void theDiskSyncsEventsAndErrorsWithinASecondAndTheApplianceNothing() {
        for (LoadedConfig loaded : List.of(clean(LOG), clean(LOG, DISK))) {
            assertSynced(loaded, List.of("EventLog", "Error"), Duration.ofSeconds(1));
            assertSynced(loaded, List.of("Access", "Debug"), Duration.ofSeconds(30));
        }
        assertSynced(clean(LOG, APPLIANCE), List.of("EventLog", "Error", "Access", "Debug"), null);
    }

    @Test
    void baseWritesTheLinesOfTheContract() {
        LoadedConfig loaded = clean(LOG);
        assertEquals("%(message)s", format(loaded, "Access"));
        assertEquals("%(asctime)s %(message)s", format(loaded, "EventLog"));
        assertEquals("%(asctime)s %(levelname)s %(name)s %(message)s", format(loaded, "Error"));
        assertEquals("%(asctime)s %(levelname)s %(name)s %(message)s", format(loaded, "Debug"));
        assertEquals("%(message)s", format(loaded, "Screen"));
    }

    @Test
    void diskKeepsTwoDaysOfDebugAndAFortnightOfTheRest() {
        LoadedConfig loaded = clean(LOG, DISK, PROD);
        Rotation large = Rotation.bySize(16_000_000);
        assertFile(loaded, "Access", Rotation.midnight(), new Retention(0, FORTNIGHT, false));
        assertFile(loaded, "EventLog", large, new Retention(0, FORTNIGHT, false));
        assertFile(loaded, "Error", Rotation.midnight(), new Retention(0, FORTNIGHT, false));
        assertFile(loaded, "Debug", large, new Retention(0, Duration.ofDays(2), false));
        assertEquals(20, Loads.stream(loaded, "Debug").level());
        assertTrue(Loads.stream(loaded, "Debug").collectsAll());
        assertEquals(
                new BudgetSpec(BudgetSpec.UNLIMITED, 0, 5), Loads.plan(loaded).budget(), "never the last 5 %");
    }

    @Test
    void theApplianceHasAHundredMegabytesOfWhichErrorsTakeAFewAndASmallRing() {
        LoadedConfig loaded = clean(LOG, APPLIANCE, PROD);
        assertEquals(new BudgetSpec(100_000_000, 0, 5), Loads.plan(loaded).budget());
        assertEquals(1 << 20, Loads.plan(loaded).ring().bytes());
        assertEquals(15, Loads.file(loaded, "Error").share().ceilingPercent());
    }

    @Test
    void whenTheBudgetIsFullDebugGoesFirstThenAccessThenEventsThenErrorsWhichNeverTakeMoreThanAFifth() {
        LoadedConfig loaded = clean(LOG);
        List<BudgetShare> shares = Stream.of("Debug", "Access", "EventLog", "Error")
                .map(stream -> Loads.file(loaded, stream).share())
                .toList();
        for (int next = 1; next < shares.size(); next++) {
            assertTrue(shares.get(next - 1).order() < shares.get(next).order(), shares::toString);
        }
        assertEquals(20, shares.get(3).ceilingPercent());
        assertEquals(10, shares.get(2).floorPercent(), "what the others leave to EventLog");
    }

    @Test
    void applianceTellsLittleAndPacksItsHistory() {
        LoadedConfig loaded = clean(LOG, APPLIANCE, PROD);
        assertFile(loaded, "Access", Rotation.midnight(), new Retention(0, WEEK, true));
        assertFile(loaded, "EventLog", BY_MEGABYTE, new Retention(0, null, 100_000_000, true));
        assertFile(loaded, "Error", Rotation.midnight(), new Retention(0, WEEK, false));
        assertFile(loaded, "Debug", BY_MEGABYTE, new Retention(5, null, false));
        assertEquals(30, Loads.stream(loaded, "Debug").level());
    }

    @Test
    void prodChangesNothingAsItStands() {
        assertEquals(Loads.plan(clean(LOG)).streams().toString(), plain(clean(LOG, PROD)));
    }

    private static String plain(LoadedConfig loaded) {
        return Loads.plan(loaded).streams().toString();
    }

    @Test
    void theBuiltInConfigurationIsTheShippedOne() {
        LoadedConfig builtIn = ConfigLoader.builtIn(Loads.request(List.of()));
        assertEquals(List.of(), Loads.problems(builtIn));
        assertEquals(plain(clean(LOG)), plain(builtIn).replace("built-in log.cfg", "log.cfg"));
        assertEquals(clean(LOG).effectiveJson(), builtIn.effectiveJson());
    }

    @Test
    void withoutAnyFileTheBuiltInSuppliesEverything() {
        LoadedConfig nothing = clean();
        assertEquals(plain(clean(LOG)).lines().count(), plain(nothing).lines().count());
        assertEquals(
                Loads.plan(clean(LOG)).loggers().stream()
                        .map(LoggerSpec::qualname)
                        .toList(),
                Loads.plan(nothing).loggers().stream().map(LoggerSpec::qualname).toList());
        assertEquals(List.of("Error", "Debug"), Loads.logger(nothing, "").streams());
        assertEquals(0, Loads.logger(nothing, "").level());
    }

    @Test
    void explainsEveryKeyInTheFileItself() throws IOException {
        String text = Files.readString(LOG, StandardCharsets.UTF_8);
        for (ConfigKey key : ConfigKey.values()) {
            assertTrue(text.contains(key.word()), key::word);
        }
    }

    private record Effect(String words, Consumer<LoadedConfig> check) {}

    private static final List<Effect> EFFECTS = List.of(
            new Effect(
                    "everything that components",
                    loaded -> assertEquals(10, Loads.stream(loaded, "Debug").level())),
            new Effect("one component alone", loaded -> {
                assertEquals(10, Loads.stream(loaded, "Debug").level());
                assertEquals(20, Loads.logger(loaded, "").level());
                assertEquals(List.of("Error", "Debug"), Loads.logger(loaded, "").streams());
                assertEquals(10, Loads.logger(loaded, "EventDespatch").level());
            }),
            new Effect("larger files", loaded -> {
                assertEquals(
                        Rotation.bySize(4_000_000),
                        Loads.file(loaded, "EventLog").rotation());
                assertEquals(20, Loads.file(loaded, "EventLog").retention().maxFiles());
            }),
            new Effect(
                    "a month",
                    loaded -> assertEquals(
                            Duration.ofDays(31),
                            Loads.file(loaded, "Access").retention().maxAge())),
            new Effect(
                    "packed",
                    loaded -> assertTrue(Loads.file(loaded, "Error").retention().gzip())),
            new Effect("temperatures", loaded -> {
                assertEquals(
                        Path.of(Loads.LOG_ROOT, "temperature.log").toAbsolutePath(),
                        Loads.file(loaded, "Temperature").path());
                assertNull(Loads.stream(loaded, "Temperature").role());
                assertEquals(
                        List.of("Temperature"),
                        Loads.logger(loaded, "EventLog.temperature").streams());
                assertTrue(Loads.logger(loaded, "EventLog.temperature").propagate());
            }),
            new Effect("HTTP requests", loaded -> {
                assertEquals("%(lines)s", format(loaded, "Wire"));
                assertEquals(
                        List.of("Wire"),
                        Loads.logger(loaded, "WebBrickGateway.http").streams());
            }),
            new Effect(
                    "console",
                    loaded -> assertTrue(Loads.stream(loaded, "Screen").collectsAll())),
            new Effect(
                    "collector of OpenTelemetry",
                    loaded -> assertNull(Loads.stream(loaded, "collector").role())),
            new Effect(
                    "CloudWatch",
                    loaded -> assertNull(Loads.stream(loaded, "cloud").role())),
            new Effect(
                    "OCI", loaded -> assertNull(Loads.stream(loaded, "oracle").role())),
            new Effect("Slack", loaded -> {
                assertTrue(Loads.stream(loaded, "slack").collectsAll());
                assertEquals(40, Loads.stream(loaded, "slack").level());
            }),
            new Effect(
                    "keeps to problems",
                    loaded -> assertEquals(
                            30,
                            Loads.logger(loaded, "EventDespatch.TimeEventGenerator")
                                    .level())),
            new Effect(
                    "polls",
                    loaded -> assertEquals(
                            50,
                            Loads.logger(loaded, "turbogears.access.polling").level())),
            new Effect(
                    "tick",
                    loaded -> assertEquals(
                            20, Loads.logger(loaded, "EventLog.time.second").level())),
            new Effect(
                    "shorter lines",
                    loaded -> assertEquals("%(asctime)s %(levelname)s %(message)s", format(loaded, "Debug"))),
            new Effect(
                    "another directory",
                    loaded -> assertEquals(
                            Path.of("/var/tmp/webbrick-logs/debug.log").toAbsolutePath(),
                            Loads.file(loaded, "Debug").path())),
            new Effect(
                    "as in London",
                    loaded -> assertEquals(
                            ZoneId.of("Europe/London"), Loads.plan(loaded).zone())));

    @TestFactory
    Stream<DynamicTest> eachSampleOfProdDoesWhatItSays() throws IOException {
        ConfigSamples samples = ConfigSamples.read(PROD);
        assertEquals(EFFECTS.size(), samples.titles().size());
        return samples.titles().stream().map(title -> DynamicTest.dynamicTest(title, () -> sample(samples, title)));
    }

    private static void sample(ConfigSamples samples, String title) throws IOException {
        Path changed = Files.createTempDirectory("sample").resolve("prod.cfg");
        Files.writeString(changed, samples.with(title));
        for (Path platform : List.of(DISK, APPLIANCE)) {
            var request = new ConfigRequest(
                    List.of(LOG, platform, changed), null, null, Path.of(Loads.LOG_ROOT), InstantSource.system());
            LoadedConfig loaded = ConfigLoader.load(request);
            assertEquals(List.of(), besidesMissingShippers(loaded));
            EFFECTS.stream()
                    .filter(effect -> title.contains(effect.words()))
                    .findFirst()
                    .orElseThrow()
                    .check()
                    .accept(loaded);
        }
    }

    @Test
    void theFirstSampleIsTheUsersMainTask() throws IOException {
        ConfigSamples samples = ConfigSamples.read(PROD);
        String changed = samples.with(samples.titles().get(0));
        assertTrue(changed.contains("\n[[[Debug]]]\nlevel='DEBUG'\n"), changed);
    }

    @Test
    void samplesOfOneStreamEachGoTogether() throws IOException {
        ConfigSamples samples = ConfigSamples.read(PROD);
        String together = Files.readString(PROD, StandardCharsets.UTF_8);
        for (String title : samples.titles()) {
            if (!title.contains("not beside")) {
                together = ConfigSamples.of(together).with(title);
            }
        }
        Path changed = Files.createTempDirectory("samples").resolve("prod.cfg");
        Files.writeString(changed, together);
        LoadedConfig loaded = clean(LOG, DISK, changed);
        LoggingPlan plan = Loads.plan(loaded);
        assertNotEquals(plain(clean(LOG, DISK)), plan.streams().toString());
        assertEquals(11, plan.streams().size());
    }
}
