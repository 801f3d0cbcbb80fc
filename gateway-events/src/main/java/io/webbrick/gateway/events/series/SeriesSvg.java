package io.webbrick.gateway.events.series;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws series as one finished picture: axes, zone, legend, gaps, min/max band. Curves of one unit share a scale, each
 * further unit has a panel of its own, series of 0 and 1 are lanes below. Pure: the same series give the same text.
 */
public final class SeriesSvg {
    private static final int LEAST_WIDTH = 240;
    private static final int LEAST_HEIGHT = 160;
    private static final int MOST = 4000;

    private SeriesSvg() {}

    /** A complete SVG document; all texts escaped; no script, no reference to anything outside. */
    public static String draw(List<Series> series, ZoneId zone, int width, int height) {
        return draw(series, zone, null, null, width, height);
    }

    /**
     * The same for a range that is to be shown whole, however little of it has readings.
     *
     * @param from the moment at the left edge; null for the first reading
     * @param to the moment at the right edge; null for the last reading
     */
    public static String draw(
            List<Series> series, ZoneId zone, @Nullable Instant from, @Nullable Instant to, int width, int height) {
        return new Chart(
                        series,
                        zone,
                        Math.max(LEAST_WIDTH, Math.min(MOST, width)),
                        Math.max(LEAST_HEIGHT, Math.min(MOST, height)))
                .draw(from, to);
    }
}
