package io.webbrick.gateway.architecture.planted.events;

import io.webbrick.gateway.architecture.planted.logging.store.StoreOfStreams;

/** Planted: events that reach behind the door of logging. */
final class EventsOnStore {
    private final StoreOfStreams[] stores = new StoreOfStreams[0];

    int count() {
        return stores.length;
    }
}
