package io.webbrick.gateway.events.series;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that EventLog knows.
 *
 * @param attributes its numeric attributes, most useful first
 * @param first when its first event happened
 * @param last when its newest event happened
 * @param name what its newest event calls it; null when it does not
 * @param unit of its readings; null when it is not known
 * @param value the newest value of its first attribute; null when it has none
 */
public record SourceInfo(
        String source,
        String type,
        List<String> attributes,
        Instant first,
        Instant last,
        long events,
        @Nullable String name,
        @Nullable String unit,
        @Nullable Double value) {
    public SourceInfo {
        attributes = List.copyOf(attributes);
    }
}
