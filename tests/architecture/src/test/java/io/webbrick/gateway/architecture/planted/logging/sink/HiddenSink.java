package io.webbrick.gateway.architecture.planted.logging.sink;

/** Planted: the one type of its package that is not public. */
record HiddenSink(String name) {}
