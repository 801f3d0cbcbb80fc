package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.series.TimeAxis.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimeAxisTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Test
    void anHourHasTicksAtRoundMinutes() {
        assertEquals(
                List.of("05:30 Sat 21 Nov", "05:45", "06:00", "06:15"),
                labels("2026-11-21T05:20:00Z", "2026-11-21T06:20:00Z", LONDON, 5));
    }

    @Test
    void bothEndsBelongToTheRange() {
        assertEquals(
                List.of("05:30 Sat 21 Nov", "06:00", "06:30"),
                labels("2026-11-21T05:30:00Z", "2026-11-21T06:30:00Z", LONDON, 2));
        assertEquals(
                List.of("05:30:00 Sat 21 Nov", "05:30:01", "05:30:02"),
                labels("2026-11-21T05:30:00Z", "2026-11-21T05:30:02Z", LONDON, 5));
    }

    @Test
    void theDayIsNamedAgainWhereItChanges() {
        assertEquals(
                List.of("18:00 Sat 21 Nov", "21:00", "00:00 Sun 22 Nov", "03:00"),
                labels("2026-11-21T17:10:00Z", "2026-11-22T05:20:00Z", LONDON, 5));
    }

    @Test
    void theHourThatSummerTimeRepeatsIsThereTwice() {
        assertEquals(
                List.of("00:00 Sun 25 Oct", "01:00", "01:00", "02:00", "03:00"),
                labels("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z", LONDON, 5));
    }

    @Test
    void theHourThatSummerTimeLeavesOutIsNot() {
        assertEquals(
                List.of("00:00 Sun 29 Mar", "02:00", "03:00"),
                labels("2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z", LONDON, 2));
    }

    @Test
    void daysBeginAtLocalMidnight() {
        List<Tick> ticks = ticks("2026-10-23T12:00:00Z", "2026-10-27T12:00:00Z", LONDON, 5);
        assertEquals(
                List.of("24 Oct 2026", "25 Oct", "26 Oct", "27 Oct"),
                ticks.stream().map(TimeAxisTest::text).toList());
        assertEquals(
                Duration.ofHours(25),
                Duration.ofMillis(ticks.get(2).millis() - ticks.get(1).millis()));
    }

    @Test
    void weeksBeginOnMondays() {
        assertEquals(
                List.of("2 Nov 2026", "9 Nov", "16 Nov"),
                labels("2026-11-01T00:00:00Z", "2026-11-22T00:00:00Z", LONDON, 5));
    }

    @Test
    void monthsAndYearsAreRoundToo() {
        assertEquals(
                List.of("Oct 2025", "Jan 2026", "Apr", "Jul"),
                labels("2025-09-15T00:00:00Z", "2026-09-15T00:00:00Z", LONDON, 5));
        assertEquals(List.of("2010", "2020"), labels("2008-10-26T00:00:00Z", "2026-11-21T00:00:00Z", LONDON, 2));
    }

    @Test
    void everyTickIsRoundWithinTheRangeAndLaterThanTheOneBefore() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var zones = List.of("Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "UTC");
        for (int round = 0; round < 2000; round++) {
            String where = "seed " + seed + " round " + round;
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            long from = random.nextLong(2_000_000_000_000L);
            long to = from + random.nextLong(1L << (10 + random.nextInt(29)));
            int most = 2 + random.nextInt(12);
            long before = Long.MIN_VALUE;
            List<Tick> ticks = TimeAxis.ticks(from, to, zone, most);
            assertTrue(ticks.size() <= most + 3, () -> where + " " + ticks);
            for (Tick tick : ticks) {
                assertTrue(tick.millis() >= from && tick.millis() <= to && tick.millis() > before, where);
                before = tick.millis();
                ZonedDateTime local = Instant.ofEpochMilli(tick.millis()).atZone(zone);
                if (tick.label().length() == 5 && tick.label().charAt(2) == ':') {
                    assertEquals(LocalTime.parse(tick.label()), local.toLocalTime(), where);
                }
            }
        }
    }

    private static List<String> labels(String from, String to, ZoneId zone, int most) {
        return ticks(from, to, zone, most).stream().map(TimeAxisTest::text).toList();
    }

    private static List<Tick> ticks(String from, String to, ZoneId zone, int most) {
        return TimeAxis.ticks(
                Instant.parse(from).toEpochMilli(), Instant.parse(to).toEpochMilli(), zone, most);
    }

    private static String text(Tick tick) {
        String context = tick.context();
        return context == null || context.isEmpty() ? tick.label() : tick.label() + " " + context;
    }
}
