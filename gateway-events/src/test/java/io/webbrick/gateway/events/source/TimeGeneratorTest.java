package io.webbrick.gateway.events.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.fixtures.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TimeGeneratorTest {
    private final List<HomeEvent> events = new CopyOnWriteArrayList<>();
    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.400Z");
    private final RecordingLogger logger = new RecordingLogger();
    private final TimeGenerator generator = new TimeGenerator(clock, () -> ZoneOffset.UTC, events::add, logger);

    @Test
    void publishesASecondOnceHoweverOftenItIsAsked() {
        clock.advance(Duration.ofMillis(700));
        generator.tick();
        generator.tick();
        assertEquals(1, events.size());
        assertEquals("time/second", events.get(0).source());
        assertNull(events.get(0).at());
    }

    @Test
    void followsAnotherZoneFromTheNextSecondOn() {
        var zone = new AtomicReference<ZoneId>(ZoneOffset.UTC);
        var moved = new TimeGenerator(clock, zone::get, events::add, logger);
        clock.advance(Duration.ofSeconds(1));
        moved.tick();
        zone.set(ZoneId.of("Asia/Kathmandu"));
        clock.advance(Duration.ofSeconds(1));
        moved.tick();
        assertEquals(
                List.of("05:20:01", "11:05:02"),
                events.stream().map(TimeGeneratorTest::localTime).toList());
    }

    private static @Nullable Object localTime(HomeEvent event) {
        return event.payload() instanceof Map<?, ?> payload ? payload.get("timestr") : null;
    }

    @Test
    void makesMissedSecondsGoodWithTheirOwnTime() {
        clock.advance(Duration.ofSeconds(10));
        generator.tick();
        assertEquals(10, events.size());
        assertEquals(Instant.parse("2026-11-21T05:20:01Z"), events.get(0).at());
        assertNull(events.get(9).at());
    }

    @Test
    void makesUpToAnHourGood() {
        clock.advance(Duration.ofHours(1));
        generator.tick();
        assertEquals(3600, seconds());
        assertEquals(3600 + 60 + 1, events.size());
    }

    @Test
    void jumpsOverMoreThanAnHour() {
        clock.advance(Duration.ofDays(20_000));
        generator.tick();
        assertEquals(1, seconds());
        assertEquals(
                List.of("WARN clock jumped forward by 1728000000 s to 2081-08-24T05:20:00Z,"
                        + " their time events are left out"),
                logger.records);
        clock.advance(Duration.ofSeconds(1));
        generator.tick();
        assertEquals(2, seconds());
    }

    @Test
    void waitsOutASmallStepBack() {
        clock.advance(Duration.ofSeconds(1));
        generator.tick();
        clock.advance(Duration.ofSeconds(-30));
        for (int i = 0; i < 30; i++) {
            generator.tick();
            clock.advance(Duration.ofSeconds(1));
        }
        assertEquals(1, seconds());
        clock.advance(Duration.ofSeconds(1));
        generator.tick();
        assertEquals(2, seconds());
    }

    @Test
    void takesOnATimeThatIsFarBackWithoutAStorm() {
        clock.advance(Duration.ofHours(-5));
        generator.tick();
        assertEquals(1, seconds());
        assertEquals(
                List.of("WARN clock was set back by 18000 s to 2026-11-21T00:20:00Z, time events go on from there"),
                logger.records);
        clock.advance(Duration.ofSeconds(3));
        generator.tick();
        assertEquals(4, seconds());
    }

    @Test
    void livesThroughAConsumerThatThrows() {
        var failing = new TimeGenerator(clock, () -> ZoneOffset.UTC, event -> {
            events.add(event);
            throw new IllegalStateException("bus is broken");
        });
        clock.advance(Duration.ofSeconds(2));
        failing.tick();
        assertEquals(2, events.size());
    }

    @Test
    void aStartedOneFollowsTheRealClock() {
        var beats = new CopyOnWriteArrayList<Instant>();
        InstantSource real = InstantSource.system();
        try (var started = new TimeGenerator(real, () -> ZoneOffset.UTC, event -> beats.add(real.instant()))) {
            started.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> beats.size() >= 3);
        }
        Instant first = beats.get(0);
        assertTrue(first.toEpochMilli() % 1000 < 900, () -> "published at " + first);
    }

    private long seconds() {
        return events.stream().filter(e -> e.source().equals("time/second")).count();
    }
}
