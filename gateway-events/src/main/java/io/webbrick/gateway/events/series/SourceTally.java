package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.line.JournaledEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts what EventLog has of one source. One thread. */
final class SourceTally {
    private static final int MOST_ATTRIBUTES = 64;

    private final String source;
    private final Set<String> attributes = new LinkedHashSet<>();
    private String type = "";
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private long events;

    SourceTally(String source) {
        this.source = source;
    }

    void take(JournaledEvent journaled) {
        Instant happened = journaled.happened();
        events++;
        if (!happened.isBefore(last)) {
            last = happened;
            type = journaled.event().type();
        }
        if (happened.isBefore(first)) {
            first = happened;
        }
        for (String attribute : Attributes.all(journaled.event().payload()).keySet()) {
            if (attributes.size() < MOST_ATTRIBUTES) {
                attributes.add(attribute);
            }
        }
    }

    SourceInfo info() {
        List<String> usefulFirst = attributes.stream()
                .sorted(Comparator.comparingInt(Attributes::rank))
                .toList();
        return new SourceInfo(source, type, usefulFirst, first, last, events);
    }
}
