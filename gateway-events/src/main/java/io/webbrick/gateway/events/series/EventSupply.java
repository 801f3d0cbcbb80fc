package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.io.IOException;
import java.util.function.Predicate;

/** Where events are read from: EventLog's history. */
@FunctionalInterface
interface EventSupply {
    /** Hands every matching event to {@code each} until that returns false. */
    void read(EventQuery query, Predicate<JournaledEvent> each) throws IOException;
}
