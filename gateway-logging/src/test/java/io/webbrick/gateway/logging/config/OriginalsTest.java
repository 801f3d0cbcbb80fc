package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.Role;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The original products' own files, and what the original's loader made of them. */
class OriginalsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path LOG = Loads.corpus("original/gateway/log.cfg");
    private static final Path PROD = Loads.corpus("original/gateway/prod.cfg");
    private static final Path DISK = Loads.project("platform/disk/log.cfg");
    private static final Path APPLIANCE = Loads.project("platform/appliance/log.cfg");

    private static Map<String, JsonNode> expected() throws IOException {
        JsonNode all =
                JSON.readTree(Loads.corpus("expected/effective-config.json").toFile());
        var sets = new TreeMap<String, JsonNode>();
        all.properties().forEach(set -> sets.put(set.getKey(), set.getValue().get("logging")));
        return sets;
    }

    private static LoadedConfig load(String set) {
        return Loads.files(Arrays.stream(set.split(" \\+ "))
                .map(name -> Loads.corpus("original/" + name))
                .toArray(Path[]::new));
    }

    @TestFactory
    Stream<DynamicTest> saysEffectivelyWhatTheOriginalMadeOfEachSet() throws IOException {
        return expected().entrySet().stream()
                .map(set -> DynamicTest.dynamicTest(set.getKey(), () -> {
                    JsonNode ours = JSON.readTree(load(set.getKey()).effectiveJson());
                    for (String part : List.of("formatters", "handlers", "loggers")) {
                        assertEquals(set.getValue().get(part), ours.get(part), part);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> plansEveryStreamAndLoggerOfEachSet() throws IOException {
        return expected().entrySet().stream()
                .map(set -> DynamicTest.dynamicTest(set.getKey(), () -> plans(load(set.getKey()), set.getValue())));
    }

    private static void plans(LoadedConfig loaded, JsonNode expected) {
        expected.get("handlers").properties().forEach(handler -> {
            StreamSpec stream = Loads.stream(loaded, handler.getKey());
            assertEquals(level(handler.getValue()), stream.level(), handler.getKey());
            assertEquals(fileName(handler.getValue()), fileName(stream), handler.getKey());
        });
        var levels = new TreeMap<String, Integer>();
        var handlers = new TreeMap<String, List<String>>();
        var propagate = new TreeMap<String, Boolean>();
        expected.get("loggers").properties().forEach(section -> {
            JsonNode logger = section.getValue();
            String qualname = logger.path("qualname").asText("");
            var names = new ArrayList<String>();
            logger.path("handlers").forEach(name -> names.add(name.asText()));
            if (!logger.isEmpty()) {
                levels.put(qualname, level(logger));
                handlers.put(qualname, names);
                propagate.put(qualname, logger.path("propagate").asInt(1) != 0);
            }
        });
        levels.forEach((qualname, level) -> {
            LoggerSpec logger = Loads.logger(loaded, qualname);
            assertEquals(level, logger.level(), qualname);
            assertEquals(handlers.get(qualname), logger.streams(), qualname);
            assertEquals(propagate.get(qualname), logger.propagate(), qualname);
        });
    }

    private static int level(JsonNode section) {
        String name = section.path("level").asText("");
        return name.isEmpty() ? 0 : Level.named(name).orElseThrow().number();
    }

    private static String fileName(JsonNode handler) {
        String args = handler.get("args").asText();
        int end = args.indexOf(".log");
        return end < 0 ? "" : args.substring(0, end + 4).replaceAll(".*[/'\"]", "");
    }

    private static String fileName(StreamSpec stream) {
        return stream.target() instanceof Target.File file
                ? String.valueOf(file.path().getFileName())
                : "";
    }

    @Test
    void theGatewaysOwnFilesHaveNoErrorAndOnlyTheWarningsTheyDeserve() {
        List<String> problems = Loads.problems(Loads.files(LOG, PROD));
        assertEquals(
                List.of(
                        "log.cfg:265: warning: no component of the gateway logs as \"EventHandlers.Heatmiser\"; did you mean"
                                + " \"EventHandlers.HeatMiser\"?",
                        "log.cfg:362: warning: no component of the gateway logs as \"EventHandlers.WebbrickMonitor\"; did you"
                                + " mean \"EventHandlers.WebBrickMonitor\"?",
                        "log.cfg:620: warning: no component of the gateway logs as \"brisa.core.network_sender\"; did you mean"
                                + " \"brisa.core.network_senders\"?",
                        "log.cfg:675: warning: no component of the gateway logs as \"brisa.upnp/base_device\"; did you mean"
                                + " \"brisa.upnp.base_device\"?"),
                problems);
    }

    @Test
    void everyRoleOfTheGatewaysOwnFilesIsFoundUnderItsOriginalName() {
        LoadedConfig loaded = Loads.files(LOG, PROD);
        for (Role role : Role.values()) {
            long streams = Loads.plan(loaded).streams().stream()
                    .filter(stream -> stream.role() == role)
                    .count();
            assertEquals(1, streams, role.title());
        }
        assertEquals(7, Loads.plan(loaded).streams().size());
        assertEquals(Role.DEBUG, Loads.stream(loaded, "debug_out").role());
    }

    @Test
    void withoutAPlatformTheOriginalKeepsItsOwnNumbers() {
        LoadedConfig loaded = Loads.files(LOG, PROD);
        Target.File debug = Loads.file(loaded, "debug_out");
        assertEquals(new Rotation(0, Rotation.When.H, 1), debug.rotation());
        assertEquals(new Retention(48, null, false), debug.retention());
        assertEquals(50, Loads.stream(loaded, "debug_out").level());
        assertEquals(false, Loads.stream(loaded, "debug_out").collectsAll());
    }

    @Test
    void theDiskOverlaySetsRetentionAndCollectsOnTheOriginalsStreams() {
        LoadedConfig loaded = Loads.files(LOG, DISK, PROD);
        assertTrue(loaded.usable(), () -> Loads.problems(loaded).toString());
        Target.File debug = Loads.file(loaded, "debug_out");
        assertEquals(Rotation.bySize(16_000_000), debug.rotation());
        assertEquals(new Retention(0, Duration.ofDays(2), false), debug.retention());
        assertEquals(Path.of(Loads.LOG_ROOT, "debug.log").toAbsolutePath(), debug.path());
        assertTrue(Loads.stream(loaded, "debug_out").collectsAll());
        assertEquals(50, Loads.stream(loaded, "debug_out").level());
        Target.File access = Loads.file(loaded, "access_out");
        assertEquals(Rotation.midnight(), access.rotation());
        assertEquals(new Retention(0, Duration.ofDays(14), false), access.retention());
        assertEquals(7, Loads.plan(loaded).streams().size());
    }

    @Test
    void overlaysAddNoProblemToTheOriginalsFiles() {
        assertEquals(Loads.problems(Loads.files(LOG, PROD)), Loads.problems(Loads.files(LOG, DISK, PROD)));
        assertEquals(Loads.problems(Loads.files(LOG, PROD)), Loads.problems(Loads.files(LOG, APPLIANCE, PROD)));
    }

    @Test
    void effectivelyAStreamThatAnOverlayChangedShowsItsNewClass() throws IOException {
        JsonNode ours = JSON.readTree(Loads.files(LOG, DISK, PROD).effectiveJson());
        JsonNode event = ours.get("handlers").get("event_log");
        assertEquals("RotatingFileHandler", event.get("class").asText());
        assertEquals(16_000_000, event.get("maxBytes").asLong());
        assertTrue(event.path("args").isMissingNode(), event::toString);
    }

    @Test
    void aRoleTheFileLacksIsOneWarningUnderAPlatform() {
        List<String> problems = Loads.problems(Loads.files(Loads.corpus("original/jsproxy/log.cfg"), DISK));
        List<String> lacking = problems.stream()
                .filter(text -> text.contains("no file defines the stream"))
                .toList();
        assertEquals(1, lacking.size(), problems::toString);
        assertTrue(lacking.get(0).startsWith("disk/log.cfg:"), problems::toString);
        assertTrue(lacking.get(0).contains("EventLog"), problems::toString);
    }

    @Test
    void theFiveStreamsExistWhateverTheFilesForget() {
        LoadedConfig loaded = load("jsproxy/log.cfg + jsproxy/dev.cfg");
        var roles = Loads.plan(loaded).streams().stream()
                .map(StreamSpec::role)
                .sorted()
                .toList();
        assertEquals(List.of(Role.values()), roles);
        assertEquals(List.of("EventLog"), Loads.logger(loaded, "EventLog").streams());
    }

    @Test
    void startAndStopReachTheOriginalsScreen() {
        LoadedConfig loaded = Loads.files(LOG, PROD);
        assertEquals(
                List.of("screen_out"),
                Loads.logger(loaded, "WebBrickGateway.Lifecycle").streams());
    }
}
