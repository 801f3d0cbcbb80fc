package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.series.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a counter counted in each period: the sum of its rises. A counter that falls began anew at nought. What was counted
 * while nothing was read belongs to the period of the next reading. A history that was replayed behind newer readings counts
 * like any other, as far as nothing was read of its period; a reading from between two that were taken says nothing more. One
 * thread; memory by periods.
 */
final class Counting {
    private final Per per;

    /** By when they begin; each ends before the next begins. */
    private final TreeMap<Long, Stretch> stretches = new TreeMap<>();

    private @Nullable Stretch growing;
    private long growingUntil;

    /** Readings of one period, in the order of time. */
    private static final class Stretch {
        private final long period;
        private final long periodEnd;
        private final double first;
        private long lastMillis;
        private double last;
        private double sum;
        private long count = 1;

        Stretch(long period, long periodEnd, long millis, double value) {
            this.period = period;
            this.periodEnd = periodEnd;
            first = value;
            lastMillis = millis;
            last = value;
        }

        void read(long millis, double value) {
            if (millis >= lastMillis) {
                sum += rise(last, value);
                count++;
                lastMillis = millis;
                last = value;
            }
        }
    }

    Counting(Per per) {
        this.per = per;
    }

    /** Takes a reading. */
    void read(long millis, double value) {
        Stretch stretch = growing;
        if (stretch != null && millis >= stretch.lastMillis && millis < growingUntil) {
            stretch.read(millis, value);
            return;
        }
        Map.Entry<Long, Stretch> before = stretches.floorEntry(millis);
        if (before == null || millis >= before.getValue().periodEnd) {
            grow(millis, begin(millis, value));
        } else {
            grow(before.getKey(), before.getValue());
            before.getValue().read(millis, value);
        }
    }

    private Stretch begin(long millis, double value) {
        long period = per.begin(millis);
        var stretch = new Stretch(period, per.end(period), millis, value);
        stretches.put(millis, stretch);
        if (stretches.size() > SeriesQuery.MOST_POINTS) {
            stretches.pollFirstEntry();
        }
        return stretch;
    }

    private void grow(long from, Stretch stretch) {
        Long next = stretches.higherKey(from);
        growing = stretch;
        growingUntil = next == null ? stretch.periodEnd : Math.min(next, stretch.periodEnd);
    }

    private static double rise(double before, double now) {
        return now >= before ? now - before : now;
    }

    /** One point for each period with a reading; {@code before} is the last reading before the range. */
    List<Point> points(@Nullable Point before) {
        var points = new ArrayList<Point>();
        Double last = before == null ? null : before.last();
        long period = 0;
        double sum = 0;
        long count = 0;
        for (Stretch stretch : stretches.values()) {
            if (count > 0 && stretch.period != period) {
                points.add(point(period, sum, count));
                sum = 0;
                count = 0;
            }
            period = stretch.period;
            sum += stretch.sum + (last == null ? 0 : rise(last, stretch.first));
            count += stretch.count;
            last = stretch.last;
        }
        if (count > 0) {
            points.add(point(period, sum, count));
        }
        return points;
    }

    private static Point point(long at, double sum, long count) {
        double total = round(sum);
        return new Point(at, total, total, total, count, total);
    }

    /** Without the dust that sums of decimals leave. */
    private static double round(double sum) {
        return Math.abs(sum) < 1e9 ? Math.rint(sum * 1e6) / 1e6 : sum;
    }
}
