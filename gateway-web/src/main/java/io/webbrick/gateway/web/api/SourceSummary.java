package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.series.SourceInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source with its newest reading. Immutable.
 *
 * @param attributes its numeric attributes, most useful first
 * @param value the newest value of the first attribute, as text; null when there is none
 */
public record SourceSummary(
        String source,
        String type,
        List<String> attributes,
        Instant first,
        Instant last,
        long events,
        @Nullable String value) {
    static SourceSummary of(SourceInfo info, @Nullable JournaledEvent newest) {
        return new SourceSummary(
                info.source(),
                info.type(),
                info.attributes(),
                info.first(),
                info.last(),
                info.events(),
                newest == null || info.attributes().isEmpty()
                        ? null
                        : value(newest.event().payload(), info.attributes().get(0)));
    }

    /** The same source in two segments. */
    SourceSummary and(SourceSummary other) {
        boolean mine = other.last.isBefore(last);
        SourceSummary newer = mine ? this : other;
        SourceSummary older = mine ? other : this;
        var all = new ArrayList<>(newer.attributes);
        older.attributes.stream().filter(attribute -> !all.contains(attribute)).forEach(all::add);
        return new SourceSummary(
                source,
                newer.type,
                List.copyOf(all),
                first.isBefore(other.first) ? first : other.first,
                newer.last,
                events + other.events,
                newer.value);
    }

    private static @Nullable String value(@Nullable Object payload, String attribute) {
        Object found = payload;
        if (payload instanceof Map<?, ?> map) {
            found = map.get(attribute);
        }
        return found instanceof Number || found instanceof String || found instanceof Boolean ? found.toString() : null;
    }
}
