package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.index.Millis;
import io.webbrick.gateway.events.series.Series.Gap;
import io.webbrick.gateway.events.series.Series.Kind;
import io.webbrick.gateway.events.series.Series.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the readings of one attribute of one source while EventLog is read. Memory by buckets. One thread. */
final class Readings {
    private static final long SHORTEST_SILENCE_MILLIS = 60_000;

    private final String attr;
    private final SeriesRules rules;
    private final Cells cells;
    private final Changes changes = new Changes();
    private final @Nullable Counting counting;
    private final Intervals intervals = new Intervals();
    private long before = Long.MIN_VALUE;
    private boolean onlyOnOff = true;
    private long count;
    private long faults;
    private @Nullable String unit;

    Readings(String attr, SeriesQuery query, SeriesRules rules) {
        this.attr = attr;
        this.rules = rules;
        Per per = query.per();
        counting = per == null ? null : new Counting(per);
        cells = Cells.of(query.from(), query.to(), query.points());
    }

    void read(long millis, double value) {
        count++;
        if (before != Long.MIN_VALUE) {
            intervals.add(millis - before);
        }
        before = millis;
        cells.read(millis, value);
        if (onlyOnOff) {
            onlyOnOff = value == 0 || value == 1;
            changes.read(millis, value == 1);
        }
        if (counting != null) {
            counting.read(millis, value);
        }
    }

    void fault(long millis) {
        faults++;
        cells.fault(millis);
    }

    void unit(@Nullable String name) {
        if (name != null) {
            unit = name;
        }
    }

    String attr() {
        return attr;
    }

    boolean isEmpty() {
        return count == 0 && faults == 0;
    }

    /**
     * The finished series.
     *
     * @param end until when signs were to be expected, or null
     * @param outages what happened to all series
     * @param last the last reading before the range, if there was one
     */
    Series series(String source, @Nullable Instant end, Outages outages, @Nullable Point last) {
        boolean steps = onlyOnOff && faults == 0 && !isEmpty();
        long usual = intervals.median();
        long longest = steps || usual == 0
                ? Long.MAX_VALUE / 2
                : Math.max(SHORTEST_SILENCE_MILLIS, rules.timesTheUsual() * usual);
        List<Gap> gaps = outages.with(
                GapFinder.find(cells.inOrder(), longest, end == null ? null : Millis.of(end)), cells.inOrder());
        gaps.sort(Comparator.comparingLong(Gap::fromMillis).thenComparingLong(Gap::toMillis));
        if (counting != null) {
            return new Series(source, attr, unit, counting.points(last), gaps, last, Kind.TOTALS);
        }
        boolean whole = steps && !changes.isTooMuch();
        List<Point> points = whole ? changes.points() : cells.points();
        return new Series(source, attr, unit, points, gaps, last, steps ? Kind.STEPS : Kind.CURVE);
    }

    /** A series of this attribute without any reading. */
    static Series empty(String source, String attr, @Nullable String unit, Outages outages, @Nullable Point last) {
        List<Gap> gaps = new ArrayList<>(outages.with(List.of(), List.of()));
        boolean steps = last != null && (last.last() == 0 || last.last() == 1);
        return new Series(source, attr, unit, List.of(), gaps, last, steps ? Kind.STEPS : Kind.CURVE);
    }
}
