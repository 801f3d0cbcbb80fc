package io.webbrick.gateway.events.series;

import java.time.ZoneId;

/**
 * The part of a picture that curves are drawn in, and its scale of time.
 *
 * @param left its left edge in pixels
 * @param right its right edge
 * @param fromMillis the moment at its left edge
 * @param toMillis the moment at its right edge
 * @param zone what local time is
 */
record Frame(double left, double right, long fromMillis, long toMillis, ZoneId zone) {
    /** Where a moment is drawn; what lies outside is drawn at the edge. */
    double x(long millis) {
        double part = (millis - fromMillis) / (double) (toMillis - fromMillis);
        return left + Math.max(0, Math.min(1, part)) * (right - left);
    }

    double width() {
        return right - left;
    }
}
