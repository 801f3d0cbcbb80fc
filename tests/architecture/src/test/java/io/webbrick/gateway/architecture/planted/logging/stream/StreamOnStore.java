package io.webbrick.gateway.architecture.planted.logging.stream;

import io.webbrick.gateway.architecture.planted.logging.store.StoreOfStreams;

/** Planted: an allowed use that closes a circle of packages. */
public record StreamOnStore(StoreOfStreams store) {}
