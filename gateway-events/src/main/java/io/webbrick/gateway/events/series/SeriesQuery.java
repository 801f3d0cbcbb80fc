package io.webbrick.gateway.events.series;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which series are wanted.
 *
 * @param sources exact sources, one series each
 * @param attr the payload's attribute; null takes {@code val}, else {@code state}, else the first numeric one
 * @param from first moment, inclusive; null for the first reading
 * @param to last moment, exclusive; null for the last reading
 * @param points at most this many buckets, 1 to 10,000
 */
public record SeriesQuery(
        List<String> sources,
        @Nullable String attr,
        @Nullable Instant from,
        @Nullable Instant to,
        int points) {
    public SeriesQuery {
        sources = List.copyOf(sources);
        if (points < 1 || points > 10_000) {
            throw new IllegalArgumentException("points (" + points + ") must be 1 to 10000");
        }
    }
}
