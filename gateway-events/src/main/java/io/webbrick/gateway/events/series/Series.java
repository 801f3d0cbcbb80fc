package io.webbrick.gateway.events.series;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one attribute of one source over time, down-sampled.
 *
 * @param unit such as {@code °C}, when a payload or the rules name one
 * @param points one per bucket that holds a reading, in order of time; of {@link Kind#STEPS} every change
 * @param gaps where readings are missing, in order of time
 * @param before the last reading before the range, which holds at its beginning; null when there is none
 */
public record Series(
        String source,
        String attr,
        @Nullable String unit,
        List<Point> points,
        List<Gap> gaps,
        @Nullable Point before,
        Kind kind) {
    public Series {
        points = List.copyOf(points);
        gaps = List.copyOf(gaps);
    }

    /** A series with nothing before its range; one of 0 and 1 only is steps. */
    public Series(String source, String attr, @Nullable String unit, List<Point> points, List<Gap> gaps) {
        this(source, attr, unit, points, gaps, null, isBits(points) ? Kind.STEPS : Kind.CURVE);
    }

    static boolean isBits(List<Point> points) {
        return !points.isEmpty() && points.stream().allMatch(point -> isBit(point.min()) && isBit(point.max()));
    }

    private static boolean isBit(double value) {
        return value == 0 || value == 1;
    }

    /** How a series is to be understood. */
    public enum Kind {
        /** It rises and falls between its points. */
        CURVE,
        /** It only ever is 0 or 1, and holds until it changes. */
        STEPS,
        /** Each point is what came together in a period that begins with it. */
        TOTALS
    }

    /**
     * The readings of one bucket.
     *
     * @param epochMillis the time of the last reading; of {@link Kind#TOTALS} the beginning of the period
     * @param n how many there are
     */
    public record Point(long epochMillis, double min, double max, double last, long n, double mean) {
        /** One reading. */
        static Point of(long epochMillis, double value) {
            return new Point(epochMillis, value, value, value, 1, value);
        }
    }

    /**
     * No readings between two moments, and why: {@code silent}, {@code sensor fault}, {@code restart} of the gateway,
     * {@code lost}.
     */
    public record Gap(long fromMillis, long toMillis, String reason) {}
}
