package io.webbrick.gateway.events.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.events.HomeEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TimeEventsTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Test
    void carriesTheOriginalsPayload() {
        HomeEvent event = events("2007-02-04T15:29:59Z", "2007-02-04T15:30:00Z", ZoneOffset.UTC)
                .get(1);
        assertEquals(HomeEvent.TYPE_PREFIX + "time/minute", event.type());
        assertEquals("time/minute", event.source());
        assertEquals(
                Map.ofEntries(
                        Map.entry("second", 0L),
                        Map.entry("minute", 30L),
                        Map.entry("hour", 15L),
                        Map.entry("day", 0L),
                        Map.entry("date", 4L),
                        Map.entry("month", 2L),
                        Map.entry("year", 2007L),
                        Map.entry("timestr", "15:30:00"),
                        Map.entry("datestr", "2007-02-04"),
                        Map.entry("datetimestr", "2007-02-04T15:30:00"),
                        Map.entry("dayofyear", 35L),
                        Map.entry("week", 5L)),
                event.payload());
    }

    @Test
    void newYearBeginsAllUnitsInOrder() {
        assertEquals(
                List.of("second", "minute", "hour", "day", "date", "month", "year"),
                units("2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z", ZoneOffset.UTC));
        assertEquals(
                List.of("second", "minute", "hour", "day", "date", "month"),
                units("2026-10-31T23:59:59Z", "2026-11-01T00:00:00Z", ZoneOffset.UTC));
        assertEquals(
                List.of("second", "minute", "hour", "day", "date"),
                units("2026-11-20T23:59:59Z", "2026-11-21T00:00:00Z", ZoneOffset.UTC));
        assertEquals(
                List.of("second", "minute", "hour"),
                units("2026-11-21T04:59:59Z", "2026-11-21T05:00:00Z", ZoneOffset.UTC));
    }

    @Test
    void saturdayIsSixAndSundayNought() {
        assertEquals(6L, payload("2026-11-21T12:00:00Z").get("day"));
        assertEquals(0L, payload("2026-11-22T12:00:00Z").get("day"));
        assertEquals(1L, payload("2026-11-23T12:00:00Z").get("day"));
    }

    @Test
    void theDayThatSummerTimeBeginsHasTwentyThreeHours() {
        List<String> units = units("2026-03-28T23:59:59Z", "2026-03-29T22:59:59Z", LONDON);
        assertEquals(23, count(units, "hour"));
        assertEquals(23 * 60, count(units, "minute"));
        assertEquals(23 * 3600, count(units, "second"));
        assertEquals(1, count(units, "day"));
    }

    @Test
    void theDayThatSummerTimeEndsHasTwentyFiveHours() {
        List<String> units = units("2026-10-24T22:59:59Z", "2026-10-25T23:59:59Z", LONDON);
        assertEquals(25, count(units, "hour"));
        assertEquals(25 * 3600, count(units, "second"));
        assertEquals(1, count(units, "day"));
    }

    @Test
    void aDayBeginsEvenWhereSummerTimeLeavesMidnightOut() {
        ZoneId santiago = ZoneId.of("America/Santiago");
        List<String> units = units("2024-09-08T03:59:59Z", "2024-09-08T04:00:00Z", santiago);
        assertEquals(List.of("second", "minute", "hour", "day", "date"), units);
        assertEquals(
                1L,
                payload(events("2024-09-08T03:59:59Z", "2024-09-08T04:00:00Z", santiago)
                                .get(3))
                        .get("hour"));
    }

    @Test
    void aDayDoesNotBeginAgainWhereSummerTimeRepeatsMidnight() {
        List<String> units = units("2024-11-03T03:59:59Z", "2024-11-03T06:00:00Z", ZoneId.of("America/Havana"));
        assertEquals(1, count(units, "day"));
        assertEquals(3, count(units, "hour"));
    }

    @Test
    void nothingBeginsInNoTime() {
        assertEquals(List.of(), units("2026-11-21T05:00:00Z", "2026-11-21T05:00:00.999Z", LONDON));
        assertEquals(List.of(), units("2026-11-21T05:00:00Z", "2026-11-21T04:00:00Z", LONDON));
    }

    private static List<HomeEvent> events(String from, String to, ZoneId zone) {
        return TimeEvents.between(Instant.parse(from), Instant.parse(to), zone);
    }

    private static List<String> units(String from, String to, ZoneId zone) {
        return events(from, to, zone).stream()
                .map(event -> event.source().substring("time/".length()))
                .toList();
    }

    private static long count(List<String> units, String unit) {
        return units.stream().filter(unit::equals).count();
    }

    private static Map<?, ?> payload(String to) {
        Instant end = Instant.parse(to);
        return payload(
                TimeEvents.between(end.minusSeconds(1), end, ZoneOffset.UTC).get(0));
    }

    private static Map<?, ?> payload(HomeEvent event) {
        return (Map<?, ?>) java.util.Objects.requireNonNull(event.payload());
    }
}
