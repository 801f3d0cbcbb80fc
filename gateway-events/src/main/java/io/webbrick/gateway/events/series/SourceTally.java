package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.index.Attributes;
import io.webbrick.gateway.events.index.Shape;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what EventLog has of one source. One thread. */
final class SourceTally {
    private static final int MOST_ATTRIBUTES = 64;

    private final String source;

    private final Map<String, Newest> attributes = new LinkedHashMap<>();

    private @Nullable Shape newest;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long events;

    /** The newest value of an attribute. */
    private record Newest(long millis, double value) {}

    SourceTally(String source) {
        this.source = source;
    }

    void take(Shape shape, long count, long firstMillis, long lastMillis, double[] values) {
        events += count;
        first = Math.min(first, firstMillis);
        if (lastMillis >= last) {
            last = lastMillis;
            newest = shape;
        }
        for (int i = 0; i < shape.attrs().size(); i++) {
            String attr = shape.attrs().get(i);
            if (attributes.size() < MOST_ATTRIBUTES || attributes.containsKey(attr)) {
                attributes.merge(
                        attr,
                        new Newest(lastMillis, values[i]),
                        (known, next) -> next.millis >= known.millis ? next : known);
            }
        }
    }

    SourceInfo info(SeriesRules rules) {
        List<String> usefulFirst = attributes.keySet().stream()
                .sorted(Comparator.comparingInt(Attributes::rank))
                .toList();
        Shape shape = newest;
        Newest value = usefulFirst.isEmpty() ? null : attributes.get(usefulFirst.get(0));
        String type = shape == null ? "" : shape.type();
        return new SourceInfo(
                source,
                type,
                usefulFirst,
                Instant.ofEpochMilli(first),
                Instant.ofEpochMilli(last),
                events,
                shape == null ? null : shape.name(),
                shape == null ? null : rules.unit(source, type, shape.unit()),
                value == null ? null : value.value);
    }
}
