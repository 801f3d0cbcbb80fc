package io.webbrick.gateway.events.history;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted. Times are the event's own ({@link io.webbrick.gateway.events.line.JournaledEvent#happened}).
 *
 * @param sources exact sources; empty for all
 * @param type exact type; null for all
 * @param from first moment, inclusive; null for the beginning
 * @param to last moment, exclusive; null for the end
 */
public record EventQuery(
        Set<String> sources,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** Every event. */
    public static final EventQuery ALL = new EventQuery(Set.of(), null, null, null);

    public EventQuery {
        sources = Set.copyOf(sources);
    }
}
