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
 * @param name what the newest payload calls it; null when it does not
 * @param value the newest value of the first attribute, as text; null when there is none
 * @param unit what the newest payload says of it; null when it does not
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
    private static final int LONGEST_UNIT = 12;

    static SourceSummary of(SourceInfo info, @Nullable JournaledEvent newest) {
        Object payload = newest == null ? null : newest.event().payload();
        List<String> attributes = info.attributes();
        String unit = text(payload, "unit");
        return new SourceSummary(
                info.source(),
                info.type(),
                attributes,
                info.first(),
                info.last(),
                info.events(),
                text(payload, "name"),
                attributes.isEmpty() ? null : value(payload, attributes.get(0)),
                unit == null || unit.length() > LONGEST_UNIT ? null : unit);
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
                newer.name,
                newer.value,
                newer.unit);
    }

    private static @Nullable String value(@Nullable Object payload, String attribute) {
        Object found = payload;
        if (payload instanceof Map<?, ?> map) {
            found = map.get(attribute);
        }
        return found instanceof Number || found instanceof String || found instanceof Boolean ? found.toString() : null;
    }

    private static @Nullable String text(@Nullable Object payload, String key) {
        return payload instanceof Map<?, ?> map && map.get(key) instanceof String text && !text.isBlank() ? text : null;
    }
}
