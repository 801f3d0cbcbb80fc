package io.webbrick.gateway.events.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.bus.EventBus;
import io.webbrick.gateway.events.bus.EventLogJournal;
import io.webbrick.gateway.events.bus.LoggerNaming;
import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.Journal.Outcome;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of an event through real files: bus, journal, stream, rotation, and back. */
final class EventLogTest {
    private static final String T = HomeEvent.TYPE_PREFIX;

    @TempDir
    Path directory;

    private GatewayLogging logging;
    private EventBus bus;

    @BeforeEach
    void start() throws IOException, ConfigurationException {
        var options = new LoggingOptions(List.of(), directory, ZoneOffset.UTC, null, false, InstantSource.system());
        logging = GatewayLogging.start(options);
        bus = new EventBus(new EventLogJournal(logging::journal, InstantSource.system(), LoggerNaming.TYPE));
    }

    @AfterEach
    void stop() {
        bus.close();
        logging.close();
    }

    private Path file() {
        return logging.file("EventLog").orElseThrow();
    }

    private List<HomeEvent> history() throws IOException {
        var events = new ArrayList<HomeEvent>();
        var tally = EventHistory.of(file(), ZoneOffset.UTC).read(EventQuery.ALL, event -> events.add(event.event()));
        assertEquals(List.of(), tally.firstUnreadable());
        return events;
    }

    @Test
    void keepsEveryEventInOrderAndTyped() throws IOException {
        var published = new ArrayList<HomeEvent>();
        for (int i = 0; i < 1_000; i++) {
            published.add(HomeEvent.of(
                    T + "webbrick/CT", "a,\"b\"\n/" + i, Map.of("val", i / 8.0, "text", "\u0085\ud83d\u001b[0m,\\")));
        }
        assertEquals(Collections.nCopies(1_000, Outcome.STORED), bus.publishAll(published));
        assertEquals(published, history());
    }

    @Test
    void hasTheLineOfAnEventInTheFileBeforeItsHandlerRuns() throws IOException, InterruptedException {
        var seen = new CopyOnWriteArrayList<String>();
        bus.subscribe("Mapper", "src/a", null, event -> {
            seen.addAll(Files.readAllLines(file(), StandardCharsets.UTF_8));
            bus.publish(HomeEvent.of("src/b", "s", Map.of("val", 2)));
        });
        bus.publish(HomeEvent.of("src/a", "s", Map.of("val", 1)));
        assertTrue(bus.awaitDelivered(10_000));
        assertEquals(1, seen.size());
        assertTrue(seen.get(0).endsWith(" src/a,s,{\"val\":1}"), seen.get(0));
        assertEquals(
                List.of("src/a", "src/b"),
                history().stream().map(HomeEvent::type).toList());
    }

    @Test
    void leavesSecondTicksOutUnlessTheyAreReplayed() throws IOException {
        var tick = HomeEvent.of(T + "time/second", "time/second", Map.of("second", 1));
        var old = tick.withAt(Instant.parse("2008-10-26T18:18:23.086Z"));
        var minute = HomeEvent.of(T + "time/minute", "time/minute", Map.of("minute", 1));
        assertEquals(
                List.of(Outcome.SUPPRESSED, Outcome.STORED, Outcome.STORED),
                bus.publishAll(List.of(tick, minute, old)));
        assertEquals(List.of(minute, old), history());
    }

    @Test
    void refusesAnEventThatIsTooLongAndCutsNone() throws IOException {
        int fits = 65_536 - EventLine.print(HomeEvent.of("t", "s", "")).length();
        var longest = HomeEvent.of("t", "s", "x".repeat(fits));
        var longer = HomeEvent.of("t", "s", "x".repeat(fits + 1));
        assertEquals(List.of(Outcome.STORED, Outcome.LOST), bus.publishAll(List.of(longest, longer)));
        List<HomeEvent> history = history();
        assertEquals(longest, history.get(0));
        for (HomeEvent other : history.subList(1, history.size())) {
            assertEquals(T + "log/lost", other.type());
        }
    }

    @Test
    void readsOnAcrossRotation() throws IOException {
        var published = new ArrayList<HomeEvent>();
        for (int i = 0; i < 3_000; i++) {
            published.add(HomeEvent.of("t", "s", Map.of("n", i, "text", "x".repeat(1_000))));
        }
        bus.publishAll(published);
        assertTrue(Files.exists(directory.resolve("EventLog.log.2")));
        assertEquals(published, history());
    }

    @Test
    void replaysTheOriginalsFilesOnceAndForAll() throws IOException {
        Path original = Path.of(System.getProperty("project.root", "..")).resolve("tests/corpus/original");
        var old = new ArrayList<JournaledEvent>();
        EventHistory.of(
                        List.of(original.resolve("EventLog-2008.log"), original.resolve("EventLog-generated.log")),
                        ZoneOffset.UTC)
                .read(EventQuery.ALL, old::add);
        assertEquals(115, missing(old).size());
        bus.publishAll(missing(old));
        assertEquals(
                old.stream().map(event -> event.event().withAt(event.time())).toList(), history());
        assertEquals(List.of(), missing(old));
    }

    private List<HomeEvent> missing(List<JournaledEvent> old) throws IOException {
        var plan = new ReplayPlan(old);
        EventHistory.of(file(), ZoneOffset.UTC).read(EventQuery.ALL, plan::journaled);
        return plan.missing();
    }
}
