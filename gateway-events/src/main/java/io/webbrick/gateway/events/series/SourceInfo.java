package io.webbrick.gateway.events.series;

import java.time.Instant;
import java.util.List;

/**
 * A source that EventLog knows.
 *
 * @param attributes its numeric attributes, most useful first
 * @param first when its first event happened
 * @param last when its newest event happened
 */
public record SourceInfo(
        String source, String type, List<String> attributes, Instant first, Instant last, long events) {
    public SourceInfo {
        attributes = List.copyOf(attributes);
    }
}
