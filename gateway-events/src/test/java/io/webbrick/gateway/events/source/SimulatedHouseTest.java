package io.webbrick.gateway.events.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.source.HouseModel.Pace;
import io.webbrick.gateway.fixtures.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SimulatedHouseTest {
    private static final int DAY = 1440;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");

    @Test
    void theSameSeedLivesTheSameLife() {
        assertEquals(live(7, 3 * DAY, Pace.LIVE), live(7, 3 * DAY, Pace.LIVE));
        assertNotEquals(live(7, DAY, Pace.LIVE), live(8, DAY, Pace.LIVE));
    }

    @Test
    void thePaceChangesWhatIsToldAndNotWhatHappens() {
        var both = new HouseModel(7);
        for (int i = 0; i < 100; i++) {
            both.step(Pace.SPARSE);
        }
        var live = new HouseModel(7);
        for (int i = 0; i < 100; i++) {
            live.step(Pace.LIVE);
        }
        for (int i = 0; i < DAY; i++) {
            assertEquals(live.step(Pace.LIVE), both.step(Pace.LIVE));
        }
    }

    @Test
    void everySourceSpeaksWithinADay() {
        Set<String> heard =
                live(3, DAY, Pace.LIVE).stream().map(HomeEvent::source).collect(Collectors.toSet());
        assertEquals(13, SimulatedHouse.sources().size());
        var expected = new HashSet<>(SimulatedHouse.sources());
        expected.add("webbrick/3/ET/1");
        assertEquals(expected, heard);
    }

    @Test
    void severalEventsHappenInEachSecondOnAverage() {
        double perSecond = live(3, DAY, Pace.LIVE).size() / (double) DAY;
        assertTrue(perSecond > 2 && perSecond < 6, () -> perSecond + " events a second");
    }

    @Test
    void temperaturesMoveButStayInAHousesBounds() {
        for (long seed = 0; seed < 20; seed++) {
            List<HomeEvent> events = live(seed, 5 * DAY, Pace.LIVE);
            for (String source : SimulatedHouse.sources()) {
                if (source.contains("/CT/")) {
                    var values = values(events, source);
                    double low = values.stream().mapToDouble(v -> v).min().orElseThrow();
                    double high = values.stream().mapToDouble(v -> v).max().orElseThrow();
                    String range = "seed " + seed + " " + source + " " + low + " to " + high;
                    assertTrue(low > -25 && high < 35 && high - low > 1.5, range);
                }
            }
        }
    }

    @Test
    void switchesAlternate() {
        List<HomeEvent> events = live(3, 3 * DAY, Pace.LIVE);
        for (String source : List.of("webbrick/2/DO/0", "webbrick/2/DO/1", "webbrick/3/DO/0", "webbrick/4/TD/0")) {
            List<Double> values = values(events, source);
            assertTrue(values.size() > 6, () -> source + " " + values);
            for (int i = 0; i < values.size(); i++) {
                assertEquals(i % 2, values.get(i), source);
            }
        }
    }

    @Test
    void theMeterNeverRunsBackAndAgreesWithThePower() {
        List<HomeEvent> events = live(3, DAY, Pace.LIVE);
        List<Double> meter = values(events, "meter/electricity/energy");
        for (int i = 1; i < meter.size(); i++) {
            assertTrue(meter.get(i) >= meter.get(i - 1));
        }
        double used = values(events, "meter/electricity/power").stream()
                .mapToDouble(w -> w / 60_000)
                .sum();
        assertEquals(used, meter.get(meter.size() - 1) - meter.get(0), 0.1);
    }

    @Test
    void thePastIsSomeHundredEventsWithTheirOwnTimes() {
        var events = new ArrayList<HomeEvent>();
        var house = new SimulatedHouse(events::add, 1, clock, Duration.ofSeconds(1));
        house.past(clock.instant(), null);
        assertTrue(events.size() > 300 && events.size() < 1000, () -> events.size() + " events");
        assertEquals(
                clock.instant().minus(Duration.ofMinutes(63)), events.get(0).at());
        Instant before = Instant.MIN;
        for (HomeEvent event : events) {
            Instant at = Objects.requireNonNull(event.at());
            assertFalse(at.isBefore(before));
            assertTrue(at.isBefore(clock.instant()));
            before = at;
        }
    }

    @Test
    void aPastThatIsKnownIsNotToldAgain() {
        var events = new ArrayList<HomeEvent>();
        Instant known = clock.instant().minusSeconds(600);
        new SimulatedHouse(events::add, 1, clock, Duration.ofSeconds(1)).past(clock.instant(), known);
        assertTrue(events.size() > 20);
        assertTrue(events.stream().allMatch(e -> Objects.requireNonNull(e.at()).isAfter(known)));
    }

    @Test
    void noSourceIsSilentForAMinuteFromThePastIntoThePresent() {
        var told = new ArrayList<HomeEvent>();
        new SimulatedHouse(told::add, 1, clock, Duration.ofSeconds(1)).past(clock.instant(), null);
        for (String source : SimulatedHouse.sources()) {
            if (!source.contains("/DO/") && !source.contains("/TD/")) {
                Instant before = null;
                for (HomeEvent event : told) {
                    if (event.source().equals(source) || event.source().equals(source.replace("CT", "ET"))) {
                        Instant at = Objects.requireNonNull(event.at());
                        assertTrue(before == null || at.minusSeconds(60).isBefore(before), source);
                        before = at;
                    }
                }
            }
        }
    }

    @Test
    void aStartedHousePublishesAndStops() {
        var events = new CopyOnWriteArrayList<HomeEvent>();
        try (var house = new SimulatedHouse(events::add, 1, clock, Duration.ofSeconds(1))) {
            house.start(clock.instant());
            await().until(() -> events.stream().filter(e -> e.at() == null).count() >= 4);
            assertThrows(IllegalStateException.class, () -> house.start(null));
        }
        assertTrue(events.stream().anyMatch(e -> e.source().equals("meter/electricity/power")));
    }

    @Test
    void heatingControlFailsOnASensorFaultOfNowOnly() {
        var control = new HeatingControl();
        Map<String, @Nullable Object> payload = Map.of("name", "Bathroom", "val", -1000.0);
        String type = HomeEvent.TYPE_PREFIX + "webbrick/ET";
        String message = String.valueOf(assertThrows(
                        IllegalStateException.class,
                        () -> control.handle(HomeEvent.of(type, "webbrick/3/ET/1", payload)))
                .getMessage());
        assertEquals(
                "webbrick/3/ET/1 reads -1000.0: no temperature for the Bathroom, its heating stays as it is", message);
        control.handle(new HomeEvent(type, "webbrick/3/ET/1", payload, clock.instant()));
        control.handle(HomeEvent.of(
                HomeEvent.TYPE_PREFIX + "webbrick/CT", "webbrick/3/CT/1", Map.of("name", "Bathroom", "val", 15.0)));
    }

    private static List<HomeEvent> live(long seed, int minutes, Pace pace) {
        var model = new HouseModel(seed);
        var events = new ArrayList<HomeEvent>();
        for (int i = 0; i < minutes; i++) {
            events.addAll(model.step(pace));
        }
        return events;
    }

    private static List<Double> values(List<HomeEvent> events, String source) {
        return events.stream()
                .filter(e -> e.source().equals(source))
                .map(e -> (Map<?, ?>) Objects.requireNonNull(e.payload()))
                .map(p -> (Number) Objects.requireNonNull(p.get(p.containsKey("val") ? "val" : "state")))
                .map(Number::doubleValue)
                .toList();
    }
}
