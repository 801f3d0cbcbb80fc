package io.webbrick.gateway.events.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReplayPlanTest {
    private static final Instant OLD = Instant.parse("2008-10-26T18:18:23.086Z");
    private static final Instant NOW = Instant.parse("2026-11-21T05:20:00.123Z");

    private final List<JournaledEvent> journaled = new ArrayList<>();

    private static JournaledEvent old(String source, @Nullable Object payload) {
        return new JournaledEvent(OLD, HomeEvent.of("t", source, payload));
    }

    private List<HomeEvent> missing(List<JournaledEvent> replay) {
        var plan = new ReplayPlan(replay);
        journaled.forEach(plan::journaled);
        return plan.missing();
    }

    private void publish(List<HomeEvent> events) {
        events.forEach(event -> journaled.add(new JournaledEvent(NOW, event)));
    }

    @Test
    void publishesOldEventsInTheirOrderWithTheirTimes() {
        assertEquals(
                List.of(new HomeEvent("t", "b", Map.of("val", 1), OLD), new HomeEvent("t", "a", null, OLD)),
                missing(List.of(old("b", Map.of("val", 1)), old("a", null))));
    }

    @Test
    void addsNothingTheSecondTime() {
        var replay = List.of(old("a", 1), old("b", 2));
        publish(missing(replay));
        assertEquals(List.of(), missing(replay));
    }

    @Test
    void replaysTwoEqualLinesBothAndOnlyOnce() {
        var replay = List.of(old("a", 1), old("a", 1), old("b", 1));
        publish(missing(replay));
        assertEquals(3, journaled.size());
        assertEquals(List.of(), missing(replay));
    }

    @Test
    void replaysOnlyWhatABrokenOffReplayLeft() {
        var replay = List.of(old("a", 1), old("a", 1), old("b", 1));
        publish(missing(replay).subList(0, 1));
        assertEquals(List.of(new HomeEvent("t", "a", 1, OLD), new HomeEvent("t", "b", 1, OLD)), missing(replay));
    }

    @Test
    void addsNothingWhenAGatewayReplaysItsOwnFile() {
        journaled.add(old("a", 1));
        assertEquals(List.of(), missing(List.of(old("a", 1))));
    }

    @Test
    void keepsTheTimeOfAnEventThatHadOneAlready() {
        var own = new JournaledEvent(NOW, new HomeEvent("t", "a", 1, OLD));
        publish(missing(List.of(own)));
        assertEquals(OLD, journaled.get(0).happened());
        assertEquals(List.of(), missing(List.of(own)));
    }

    @Test
    void tellsApartEventsOfDifferentTimes() {
        publish(missing(List.of(old("a", 1))));
        var later = new JournaledEvent(OLD.plusMillis(1), HomeEvent.of("t", "a", 1));
        assertEquals(1, missing(List.of(later)).size());
    }
}
