package io.webbrick.gateway.events.history;

import io.webbrick.gateway.events.line.JournaledEvent;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted. Times are the event's own ({@link JournaledEvent#happened}).
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

    /** Whether this is one of the events asked for. */
    public boolean matches(JournaledEvent event) {
        return (sources.isEmpty() || sources.contains(event.event().source()))
                && (type == null || type.equals(event.event().type()))
                && isWithin(event.happened());
    }

    private boolean isWithin(Instant happened) {
        return (from == null || !happened.isBefore(from)) && (to == null || happened.isBefore(to));
    }
}
