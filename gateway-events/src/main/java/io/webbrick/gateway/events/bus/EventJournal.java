package io.webbrick.gateway.events.bus;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.logging.Journal;

/** Where the bus writes each event before it distributes it. */
public interface EventJournal {
    /** Writes one event; never throws, blocks only for the journal's bound. */
    Journal.Outcome append(HomeEvent event);
}
