package io.webbrick.gateway.events.bus;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.logging.Journal;
import org.jspecify.annotations.Nullable;

/** Journals each event, then hands it to its subscribers. */
public final class EventBus implements AutoCloseable {
    public EventBus(EventJournal journal) {}

    /**
     * Journals the event and queues it for delivery; both under one lock, so publish order is line order is delivery
     * order. Returns what became of the journal's line; the event is distributed in any case.
     */
    public Journal.Outcome publish(HomeEvent event) {
        throw new IllegalStateException();
    }

    /**
     * Subscribes a named handler; its logger is {@code EventDespatch.<name>}.
     *
     * @param type exact type, or null for any
     * @param source exact source, or null for any
     */
    public void subscribe(String name, @Nullable String type, @Nullable String source, EventHandler handler) {
        throw new IllegalStateException();
    }

    /** Removes the subscription that was made with exactly these; false when there was none. */
    public boolean unsubscribe(String name, @Nullable String type, @Nullable String source) {
        throw new IllegalStateException();
    }

    /** Delivers what was published, at most {@code millis}, then stops. */
    public boolean awaitDelivered(long millis) throws InterruptedException {
        throw new IllegalStateException();
    }

    /** Delivers what was published, at most one second, then stops. */
    @Override
    public void close() {
        throw new IllegalStateException();
    }
}
