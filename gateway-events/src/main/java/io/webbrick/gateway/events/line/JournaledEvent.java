package io.webbrick.gateway.events.line;

import io.webbrick.gateway.events.HomeEvent;
import java.time.Instant;

/**
 * An event as it stands in EventLog.
 *
 * @param time when the gateway journaled it; rotation, retention and seeking use it
 */
public record JournaledEvent(Instant time, HomeEvent event) {
    /** When it happened: its own time where it carries one, else when it was journaled. Graphs use it. */
    public Instant happened() {
        Instant own = event.at();
        return own == null ? time : own;
    }
}
