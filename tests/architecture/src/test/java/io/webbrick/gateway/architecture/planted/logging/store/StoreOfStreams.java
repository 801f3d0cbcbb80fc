package io.webbrick.gateway.architecture.planted.logging.store;

import io.webbrick.gateway.architecture.planted.logging.stream.StreamOnStore;

/** Planted: the store looks up at a stream, which stands on the store. */
public final class StoreOfStreams {
    /** The floor above. */
    public StreamOnStore stream() {
        return new StreamOnStore(this);
    }
}
