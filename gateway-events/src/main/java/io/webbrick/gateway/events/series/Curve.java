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
    boolean isEmpty() {
        return series.points().isEmpty();
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
        return series.points().stream().mapToDouble(Point::min).min().orElse(0);
    }

    double max() {
        return series.points().stream().mapToDouble(Point::max).max().orElse(0);
    }

    @Nullable
    Point lastPoint() {
        return isEmpty() ? null : series.points().get(series.points().size() - 1);
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

    /** The end of the run that ends with this moment: where its gap begins, or this moment if none does. */
    long heldUntil(Point last, long otherwise) {
        return series.gaps().stream()
                .mapToLong(Gap::fromMillis)
                .filter(from -> from >= last.epochMillis())
                .min()
                .orElse(otherwise);
    }
}
