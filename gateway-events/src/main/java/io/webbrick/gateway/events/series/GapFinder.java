package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.series.Series.Gap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a series' cells in order of time and says where readings are missing: from the first sign of a fault to
 * the next good reading, and wherever there was no sign at all for longer than the limit.
 */
final class GapFinder {
    static final String SILENT = "silent";
    static final String SENSOR_FAULT = "sensor fault";
    static final String RESTART = "restart";
    static final String LOST = "lost";

    private static final long NEVER = Long.MIN_VALUE;

    private final long longestSilence;
    private final List<Gap> gaps = new ArrayList<>();
    private long lastSign = NEVER;
    private @Nullable Long faultSince;

    private GapFinder(long longestSilence) {
        this.longestSilence = longestSilence;
    }

    /**
     * The gaps of one series.
     *
     * @param longestSilence milliseconds without a sign that are still usual
     * @param end until when signs were to be expected, or null when that is not known
     */
    static List<Gap> find(Collection<Cell> cells, long longestSilence, @Nullable Long end) {
        var finder = new GapFinder(longestSilence);
        for (Cell cell : cells) {
            finder.visit(cell);
        }
        finder.finish(end);
        return finder.gaps;
    }

    private void visit(Cell cell) {
        silence(cell.firstSignMillis());
        if (faultSince != null && cell.hasReadings() && cell.firstMillis() < cell.firstFaultMillis()) {
            endFault(cell.firstMillis());
        }
        if (cell.hasFaults()) {
            if (faultSince == null) {
                faultSince = cell.firstFaultMillis();
            }
            if (cell.hasReadings() && cell.lastMillis() > cell.lastFaultMillis()) {
                endFault(cell.firstMillis() > cell.lastFaultMillis() ? cell.firstMillis() : cell.lastMillis());
            }
        }
        lastSign = cell.lastSignMillis();
    }

    private void silence(long nextSign) {
        if (lastSign != NEVER && nextSign - lastSign > longestSilence) {
            endFault(lastSign);
            gaps.add(new Gap(lastSign, nextSign, SILENT));
        }
    }

    private void endFault(long millis) {
        if (faultSince != null) {
            gaps.add(new Gap(faultSince, millis, SENSOR_FAULT));
            faultSince = null;
        }
    }

    private void finish(@Nullable Long end) {
        if (end != null) {
            silence(end);
        }
        if (lastSign != NEVER) {
            endFault(lastSign);
        }
    }
}
