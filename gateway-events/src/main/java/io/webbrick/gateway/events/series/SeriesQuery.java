package io.webbrick.gateway.events.series;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which series are wanted.
 *
 * @param sources exact sources, one series each
 * @param attrs the payload's attribute: none for each source's own ({@code val}, else {@code state}, else the first
 *     numeric one), one for all sources, or one for each
 * @param from first moment, inclusive; null for the first reading
 * @param to last moment, exclusive; null for the last reading
 * @param points at most this many buckets, 1 to 10,000
 * @param per not null to get what a counter counted in each period
 */
public record SeriesQuery(
        List<String> sources,
        List<String> attrs,
        @Nullable Instant from,
        @Nullable Instant to,
        int points,
        @Nullable Per per) {
    /** More points than this are never given. */
    public static final int MOST_POINTS = 10_000;

    public SeriesQuery {
        sources = List.copyOf(sources);
        attrs = List.copyOf(attrs);
        if (points < 1 || points > MOST_POINTS) {
            throw new IllegalArgumentException("points (" + points + ") must be 1 to " + MOST_POINTS);
        }
        if (attrs.size() > 1 && attrs.size() != sources.size()) {
            throw new IllegalArgumentException(attrs.size() + " attributes for " + sources.size()
                    + " sources; give none, one for all, or one for each");
        }
    }

    /** Readings of one attribute, or of each source's own when it is null. */
    public SeriesQuery(
            List<String> sources, @Nullable String attr, @Nullable Instant from, @Nullable Instant to, int points) {
        this(sources, attr == null ? List.of() : List.of(attr), from, to, points, null);
    }

    /** The attribute that is wanted of the source in this place; null for its own. */
    @Nullable
    String attr(int place) {
        if (attrs.isEmpty()) {
            return null;
        }
        return attrs.get(attrs.size() == 1 ? 0 : place);
    }
}
