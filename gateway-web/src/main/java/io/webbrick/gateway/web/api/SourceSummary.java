package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.series.SourceInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source with its newest reading. Immutable.
 *
 * @param attributes its numeric attributes, most useful first
 * @param name what the newest payload calls it; null when it does not
 * @param value the newest value of the first attribute, as text, 1 and 0 for on and off; null when there is none
 * @param unit of its readings; null when it is not known
 */
public record SourceSummary(
        String source,
        String type,
        List<String> attributes,
        Instant first,
        Instant last,
        long events,
        @Nullable String name,
        @Nullable String value,
        @Nullable String unit) {
    private static final double MOST_WHOLE = 1L << 53;

    static SourceSummary of(SourceInfo info) {
        Double value = info.value();
        return new SourceSummary(
                info.source(),
                info.type(),
                info.attributes(),
                info.first(),
                info.last(),
                info.events(),
                info.name(),
                value == null ? null : text(value),
                info.unit());
    }

    private static String text(double value) {
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < MOST_WHOLE;
        return isWhole ? Long.toString((long) value) : Double.toString(value);
    }
}
