package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.index.Millis;
import io.webbrick.gateway.events.series.Series.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CellsTest {
    private static final int ROUNDS = 300;

    /** One reading of a random series. */
    private record Reading(long millis, double value) {}

    @Test
    void everyReadingIsInExactlyOneBucket() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            int points = 1 + random.nextInt(round % 3 == 0 ? 5000 : 50);
            List<Reading> readings = readings(random);
            boolean open = random.nextBoolean();
            Cells cells = open ? Cells.of(null, null, points) : Cells.of(first(readings), end(readings), points);
            readings.forEach(reading -> cells.read(reading.millis, reading.value));
            check(readings, cells.points(), points, "seed " + seed + " round " + round);
        }
    }

    private static void check(List<Reading> readings, List<Point> points, int most, String where) {
        assertTrue(points.size() <= most, where);
        assertEquals(readings.size(), points.stream().mapToLong(Point::n).sum(), where);
        var sorted = new ArrayList<>(readings);
        sorted.sort(java.util.Comparator.comparingLong(Reading::millis));
        int next = 0;
        for (Point point : points) {
            List<Reading> own = sorted.subList(next, next + (int) point.n());
            next += (int) point.n();
            assertEquals(own.stream().mapToDouble(Reading::value).min().orElseThrow(), point.min(), where);
            assertEquals(own.stream().mapToDouble(Reading::value).max().orElseThrow(), point.max(), where);
            assertEquals(own.get(own.size() - 1).millis, point.epochMillis(), where);
            assertTrue(own.stream().anyMatch(r -> r.millis == point.epochMillis() && r.value == point.last()), where);
        }
    }

    @Test
    void bucketsOfAKnownRangeAreEqual() {
        Cells cells = Cells.of(Instant.ofEpochMilli(1000), Instant.ofEpochMilli(2000), 4);
        for (long millis : new long[] {1000, 1249, 1250, 1499, 1500, 1750, 1999}) {
            cells.read(millis, (double) millis);
        }
        assertEquals(
                List.of(
                        new Point(1249, 1000, 1249, 1249, 2, 1124.5),
                        new Point(1499, 1250, 1499, 1499, 2, 1374.5),
                        new Point(1500, 1500, 1500, 1500, 1, 1500),
                        new Point(1999, 1750, 1999, 1999, 2, 1874.5)),
                cells.points());
    }

    @Test
    void anOpenRangeKeepsReadingsApartAsLongAsPointsAllow() {
        Cells cells = Cells.of(null, null, 10);
        for (int i = 0; i < 10; i++) {
            cells.read(1_700_000_000_000L + i * 60_000L, i);
        }
        assertTrue(cells.points().size() > 5, () -> cells.points().toString());
    }

    @Test
    void memoryIsBoundedByPoints() {
        Cells cells = Cells.of(null, null, 100);
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            cells.read(random.nextLong(2_000_000_000_000L), i);
        }
        assertTrue(cells.inOrder().size() <= 4200, () -> "" + cells.inOrder().size());
    }

    @Test
    void timesBeyondAllBoundsAreBorne() {
        for (@Nullable Instant to : new @Nullable Instant[] {Instant.MAX, null}) {
            Cells cells = Cells.of(Instant.MIN, to, 10_000);
            cells.read(Millis.of(Instant.MIN), 1);
            cells.read(0, 2);
            cells.read(Millis.of(Instant.MAX), 3);
            assertEquals(3, cells.points().size());
        }
    }

    @Test
    void theLastOfEqualTimesIsTheOneReadLast() {
        Cells cells = Cells.of(null, null, 5);
        cells.read(1000, 1);
        cells.read(1000, 2);
        assertEquals(List.of(new Point(1000, 1, 2, 2, 2, 1.5)), cells.points());
    }

    @Test
    void theUsualIntervalIsTheMedian() {
        var intervals = new Intervals();
        assertEquals(0, intervals.median());
        intervals.add(0);
        intervals.add(-5);
        assertEquals(0, intervals.median());
        for (int i = 0; i < 60; i++) {
            intervals.add(5000);
        }
        for (int i = 0; i < 40; i++) {
            intervals.add(3_600_000);
        }
        intervals.add(1);
        assertEquals(5000, intervals.median());
    }

    @Test
    void theMedianIsNearTheTrueOneForAnyIntervals() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var intervals = new Intervals();
            long[] all = random.longs(1 + random.nextInt(99), 1, 1L << (1 + random.nextInt(50)))
                    .sorted()
                    .toArray();
            for (long one : all) {
                intervals.add(one);
            }
            double exact = (double) all[(all.length - 1) / 2];
            assertEquals(exact, (double) intervals.median(), exact * 0.13 + 1, "seed " + seed);
        }
    }

    private static List<Reading> readings(Random random) {
        var readings = new ArrayList<Reading>();
        long millis = 1_700_000_000_000L + random.nextInt();
        int count = 1 + random.nextInt(2000);
        long step = 1 + random.nextLong(100_000);
        for (int i = 0; i < count; i++) {
            millis += random.nextInt(20) == 0 ? -random.nextLong(1 + step * 50) : random.nextLong(step);
            readings.add(new Reading(millis, random.nextInt(100) / 2.0));
        }
        return readings;
    }

    private static Instant first(List<Reading> readings) {
        return Instant.ofEpochMilli(
                readings.stream().mapToLong(Reading::millis).min().orElseThrow());
    }

    private static Instant end(List<Reading> readings) {
        return Instant.ofEpochMilli(
                readings.stream().mapToLong(Reading::millis).max().orElseThrow() + 1);
    }
}
