package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.index.Attributes;
import io.webbrick.gateway.events.series.Series.Gap;
import io.webbrick.gateway.events.series.Series.Point;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One series of a picture with its place in it.
 *
 * @param index its number, which chooses the colour
 * @param series what is drawn
 */
record Curve(int index, Series series) {
    private static final long ONE_DAY = 86_400_000;

    /** Whether there is nothing to draw. */
    boolean isEmpty() {
        return series.points().isEmpty() && held() == null;
    }

    /** The state that a series of steps brings into the range; null when it is not known. */
    private @Nullable Point held() {
        return series.kind() == Series.Kind.STEPS ? series.before() : null;
    }

    /** Whether it only ever is 0 or 1, so it jumps instead of rising. */
    boolean isSteps() {
        return !isEmpty() && series.kind() == Series.Kind.STEPS;
    }

    /** Whether each point stands for a period. */
    boolean isTotals() {
        return series.kind() == Series.Kind.TOTALS;
    }

    double min() {
        double least = series.points().stream().mapToDouble(Point::min).min().orElse(0);
        return isTotals() ? Math.min(0, least) : least;
    }

    double max() {
        return series.points().stream().mapToDouble(Point::max).max().orElse(0);
    }

    @Nullable
    Point lastPoint() {
        List<Point> points = series.points();
        return points.isEmpty() ? held() : points.get(points.size() - 1);
    }

    String unit() {
        String unit = series.unit();
        return unit == null ? "" : unit;
    }

    /** Source and attribute; the attributes that everybody expects are left out. */
    String name() {
        String attr = series.attr();
        boolean expected = attr.equals(Attributes.VALUE) || attr.equals(Attributes.STATE);
        return expected ? series.source() : series.source() + " " + attr;
    }

    /** The last reading with its unit; on or off for steps. */
    String lastText() {
        Point last = lastPoint();
        if (last == null) {
            return "no readings";
        }
        return isSteps() ? onOff(last.last()) : valueText(last.last());
    }

    String valueText(double value) {
        String unit = unit();
        String space = unit.isEmpty() || unit.equals("%") ? "" : " ";
        return Numbers.brief(value) + space + unit;
    }

    static String onOff(double value) {
        return value == 0 ? "off" : "on";
    }

    /** The points in runs: a gap that lies between two points parts them. */
    List<List<Point>> runs() {
        var runs = new ArrayList<List<Point>>();
        var run = new ArrayList<Point>();
        Iterator<Gap> gaps = series.gaps().iterator();
        Gap next = gaps.hasNext() ? gaps.next() : null;
        long latestEnd = Long.MIN_VALUE;
        for (Point point : series.points()) {
            while (next != null && next.fromMillis() < point.epochMillis()) {
                latestEnd = Math.max(latestEnd, next.toMillis());
                next = gaps.hasNext() ? gaps.next() : null;
            }
            if (!run.isEmpty() && latestEnd > run.get(run.size() - 1).epochMillis()) {
                runs.add(run);
                run = new ArrayList<>();
            }
            run.add(point);
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    /** The same, beginning at this moment with the state that held then, where that is known. */
    List<List<Point>> runsFrom(long millis) {
        List<List<Point>> runs = runs();
        Point held = held();
        boolean isGap = series.gaps().stream().anyMatch(gap -> gap.fromMillis() <= millis && gap.toMillis() > millis);
        if (held == null || isGap) {
            return runs;
        }
        var first = new ArrayList<Point>();
        first.add(Point.of(millis, held.last()));
        boolean parted = runs.isEmpty()
                || series.gaps().stream()
                        .anyMatch(gap -> gap.fromMillis() < runs.get(0).get(0).epochMillis());
        var all = new ArrayList<List<Point>>();
        all.add(first);
        if (parted) {
            all.addAll(runs);
        } else {
            first.addAll(runs.get(0));
            all.addAll(runs.subList(1, runs.size()));
        }
        return all;
    }

    /** How long a period is of which each point tells. */
    long periodMillis() {
        long shortest = Long.MAX_VALUE;
        List<Point> points = series.points();
        for (int i = 1; i < points.size(); i++) {
            shortest = Math.min(
                    shortest, points.get(i).epochMillis() - points.get(i - 1).epochMillis());
        }
        return shortest == Long.MAX_VALUE ? ONE_DAY : shortest;
    }

    /** The end of the run that ends with this moment: where its gap begins, or this moment if none does. */
    long heldUntil(Point last, long otherwise) {
        return series.gaps().stream()
                .mapToLong(Gap::fromMillis)
                .filter(from -> from >= last.epochMillis())
                .min()
                .orElse(otherwise);
    }
}
