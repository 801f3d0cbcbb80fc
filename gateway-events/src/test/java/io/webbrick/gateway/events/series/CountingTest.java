package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.events.series.Series.Point;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CountingTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final Counting counting = new Counting(new Per(Per.Unit.DAY, LONDON));

    private record Reading(long millis, double value) {}

    private static long at(String local) {
        return LocalDateTime.parse(local).atZone(LONDON).toInstant().toEpochMilli();
    }

    private void read(String local, double value) {
        counting.read(at(local), value);
    }

    private static List<Double> totals(Counting counting) {
        return counting.points(null).stream().map(Point::last).toList();
    }

    @Test
    void aDayHasWhatTheCounterRoseBy() {
        read("2026-03-01T00:10", 100);
        read("2026-03-01T12:00", 100.3);
        read("2026-03-01T23:50", 101.1);
        assertEquals(List.of(new Point(at("2026-03-01T00:00"), 1.1, 1.1, 1.1, 3, 1.1)), counting.points(null));
    }

    @Test
    void whatWasCountedOverMidnightBelongsToTheDayOfTheNextReading() {
        read("2026-03-01T23:00", 10);
        read("2026-03-02T01:00", 12);
        read("2026-03-05T01:00", 20);
        assertEquals(List.of(0.0, 2.0, 8.0), totals(counting));
    }

    @Test
    void theLastReadingBeforeTheRangeIsWhereTheFirstDayBegins() {
        read("2026-03-01T01:00", 12);
        read("2026-03-01T02:00", 15);
        List<Point> points = counting.points(Point.of(at("2026-02-28T23:00"), 10));
        assertEquals(List.of(5.0), points.stream().map(Point::last).toList());
    }

    @Test
    void aCounterThatFallsBeganAnewAtNought() {
        read("2026-03-01T01:00", 500);
        read("2026-03-01T02:00", 503);
        read("2026-03-01T03:00", 4);
        read("2026-03-02T03:00", 1);
        assertEquals(List.of(7.0, 1.0), totals(counting));
    }

    @Test
    void theDaysOfTheChangesOfTheClockAreWhole() {
        for (String day : List.of("2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26")) {
            long begin = at(day + "T00:00");
            long end = LocalDateTime.parse(day + "T00:00")
                    .plusDays(1)
                    .atZone(LONDON)
                    .toInstant()
                    .toEpochMilli();
            for (long millis = begin; millis < end; millis += 3_600_000) {
                counting.read(millis, millis / 3_600_000.0);
            }
        }
        assertEquals(
                List.of(24L, 23L, 24L, 24L, 25L, 24L),
                counting.points(null).stream().map(Point::n).toList());
        assertEquals(List.of(23.0, 23.0, 24.0), totals(counting).subList(0, 3));
        assertEquals(List.of(25.0, 24.0), totals(counting).subList(4, 6));
    }

    @Test
    void aReadingFromBetweenTwoThatWereTakenSaysNothingMore() {
        read("2026-03-01T01:00", 10);
        read("2026-03-01T05:00", 20);
        read("2026-03-01T03:00", 12);
        read("2026-03-01T06:00", 21);
        assertEquals(List.of(new Point(at("2026-03-01T00:00"), 11, 11, 11, 3, 11)), counting.points(null));
    }

    @Test
    void daysThatAreReplayedInAnyOrderCountLikeOthers() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            List<List<Reading>> days = days(random);
            var inOrder = new Counting(new Per(Per.Unit.DAY, LONDON));
            days.forEach(day -> day.forEach(reading -> inOrder.read(reading.millis(), reading.value())));
            List<List<Reading>> shuffled = new ArrayList<>(days);
            Collections.shuffle(shuffled, random);
            var replayed = new Counting(new Per(Per.Unit.DAY, LONDON));
            shuffled.forEach(day -> day.forEach(reading -> replayed.read(reading.millis(), reading.value())));
            assertEquals(inOrder.points(null), replayed.points(null), "seed " + seed);
        }
    }

    /** Two weeks of a counter that begins anew now and then, with days on which nothing is read. */
    private static List<List<Reading>> days(Random random) {
        var days = new ArrayList<List<Reading>>();
        double value = 1_000;
        for (int day = 1; day <= 14; day++) {
            var readings = new ArrayList<Reading>();
            int count = random.nextInt(5);
            for (int i = 0; i < count; i++) {
                value = random.nextInt(10) == 0 ? 0 : value + random.nextInt(40) / 4.0;
                long begin = at(String.format("2026-05-%02dT00:00", day));
                readings.add(new Reading(begin + i * 4L * 3_600_000 + random.nextInt(3_600_000), value));
            }
            days.add(readings);
        }
        return days;
    }

    @Test
    void theNewestPeriodsStayWhenThereAreMoreThanCanBeGiven() {
        var hours = new Counting(new Per(Per.Unit.HOUR, LONDON));
        long begin = at("2026-03-01T00:00");
        int more = SeriesQuery.MOST_POINTS + 10;
        for (int hour = 0; hour < more; hour++) {
            hours.read(begin + hour * 3_600_000L, hour);
        }
        List<Point> points = hours.points(null);
        assertEquals(SeriesQuery.MOST_POINTS, points.size());
        assertEquals(
                begin + (more - 1) * 3_600_000L, points.get(points.size() - 1).epochMillis());
    }
}
