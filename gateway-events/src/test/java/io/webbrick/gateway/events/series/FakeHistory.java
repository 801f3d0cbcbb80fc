package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A history in memory that counts how often it is scanned. */
final class FakeHistory implements EventSupply {
    static final Instant START = Instant.parse("2026-11-21T05:20:00Z");

    private final List<JournaledEvent> events = new ArrayList<>();
    private int scans;

    int scans() {
        return scans;
    }

    /** Adds an event so many seconds after the start. */
    FakeHistory add(double seconds, String type, String source, @Nullable Object payload) {
        Instant time = START.plusMillis(Math.round(seconds * 1000));
        events.add(new JournaledEvent(time, HomeEvent.of(HomeEvent.TYPE_PREFIX + type, source, payload)));
        return this;
    }

    FakeHistory temperature(double seconds, String channel, double value) {
        return add(seconds, "webbrick/CT", "webbrick/9/CT/" + channel, Map.of("val", value));
    }

    FakeHistory fault(double seconds, String channel) {
        return add(seconds, "webbrick/ET", "webbrick/9/ET/" + channel, Map.of("val", -1000.0));
    }

    @Override
    public void read(EventQuery query, Predicate<JournaledEvent> each) {
        scans++;
        for (JournaledEvent event : events) {
            if (matches(query, event) && !each.test(event)) {
                return;
            }
        }
    }

    private static boolean matches(EventQuery query, JournaledEvent journaled) {
        Instant from = query.from();
        Instant to = query.to();
        return (query.sources().isEmpty()
                        || query.sources().contains(journaled.event().source()))
                && (from == null || !journaled.happened().isBefore(from))
                && (to == null || journaled.happened().isBefore(to));
    }
}
