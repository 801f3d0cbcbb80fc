package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.series.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a counter counted in each period: the sum of its rises. A counter that falls began anew at nought. What was counted
 * while nothing was read belongs to the period of the next reading. One thread; memory by periods.
 */
final class Counting {
    private final Per per;
    private final TreeMap<Long, double[]> sums = new TreeMap<>();
    private long begin = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;
    private double @Nullable [] current;
    private long lastMillis = Long.MIN_VALUE;
    private double last;
    private double first;
    private long firstBegin;

    Counting(Per per) {
        this.per = per;
    }

    /** Takes a reading; one that is older than the last says nothing of a rise. */
    void read(long millis, double value) {
        if (millis < lastMillis) {
            return;
        }
        double[] sum = period(millis);
        if (lastMillis == Long.MIN_VALUE) {
            first = value;
            firstBegin = begin;
        } else {
            sum[0] += rise(last, value);
        }
        sum[1]++;
        lastMillis = millis;
        last = value;
    }

    private static double rise(double before, double now) {
        return now >= before ? now - before : now;
    }

    private double[] period(long millis) {
        double[] sum = current;
        if (sum == null || millis < begin || millis >= end) {
            begin = per.begin(millis);
            end = per.end(begin);
            sum = sums.computeIfAbsent(begin, key -> new double[2]);
            if (sums.size() > SeriesQuery.MOST_POINTS) {
                sums.pollFirstEntry();
            }
            current = sum;
        }
        return sum;
    }

    /** One point for each period with a reading; {@code before} is the last reading before the range. */
    List<Point> points(@Nullable Point before) {
        var points = new ArrayList<Point>(sums.size());
        sums.forEach((at, sum) -> {
            boolean isFirst = before != null && at == firstBegin;
            double total = round(sum[0] + (isFirst && before != null ? rise(before.last(), first) : 0));
            points.add(new Point(at, total, total, total, (long) sum[1], total));
        });
        return points;
    }

    /** Without the dust that sums of decimals leave. */
    private static double round(double sum) {
        return Math.abs(sum) < 1e9 ? Math.rint(sum * 1e6) / 1e6 : sum;
    }
}
