package io.webbrick.gateway.events.series;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one attribute of one source over time, down-sampled.
 *
 * @param unit such as {@code °C}, when a payload names one
 * @param points one per bucket that holds a reading, in order of time
 * @param gaps where readings are missing, in order of time
 */
public record Series(String source, String attr, @Nullable String unit, List<Point> points, List<Gap> gaps) {
    public Series {
        points = List.copyOf(points);
        gaps = List.copyOf(gaps);
    }

    /** The readings of one bucket; {@code epochMillis} is the time of the last of {@code n} readings. */
    public record Point(long epochMillis, double min, double max, double last, long n) {}

    /** No readings between two moments, and why: {@code silent}, {@code sensor fault}, {@code lost}. */
    public record Gap(long fromMillis, long toMillis, String reason) {}
}
