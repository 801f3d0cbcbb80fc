package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.series.Series.Gap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the readings of one attribute of one source while EventLog is scanned. Memory by buckets. One thread. */
final class Readings {
    private static final long SHORTEST_SILENCE_MILLIS = 60_000;
    private static final int TIMES_THE_USUAL = 5;

    private final String attr;
    private final Cells cells;
    private final Intervals intervals = new Intervals();
    private @Nullable Long before;
    private boolean onlyOnOff = true;
    private long count;
    private long faults;
    private @Nullable String unit;

    Readings(String attr, SeriesQuery query) {
        this.attr = attr;
        cells = Cells.of(query.from(), query.to(), query.points());
    }

    void read(long millis, double value) {
        count++;
        onlyOnOff &= value == 0 || value == 1;
        sign(millis);
        cells.read(millis, value);
    }

    void fault(long millis) {
        faults++;
        sign(millis);
        cells.fault(millis);
    }

    void unit(@Nullable String name) {
        if (name != null) {
            unit = name;
        }
    }

    boolean isEmpty() {
        return count == 0 && faults == 0;
    }

    private void sign(long millis) {
        if (before != null) {
            intervals.add(millis - before);
        }
        before = millis;
    }

    /**
     * The finished series.
     *
     * @param end until when signs were to be expected, or null
     * @param lost what EventLog says it lost
     */
    Series series(String source, @Nullable Instant end, List<Gap> lost) {
        boolean changesOnly = onlyOnOff && faults == 0;
        long usual = intervals.median();
        long longest = changesOnly || usual == 0
                ? Long.MAX_VALUE / 2
                : Math.max(SHORTEST_SILENCE_MILLIS, TIMES_THE_USUAL * usual);
        var gaps = new ArrayList<>(GapFinder.find(cells.inOrder(), longest, end == null ? null : Cells.millis(end)));
        gaps.addAll(lost);
        gaps.sort(Comparator.comparingLong(Gap::fromMillis).thenComparingLong(Gap::toMillis));
        return new Series(source, attr, unit, cells.points(), gaps);
    }
}
