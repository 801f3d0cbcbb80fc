package io.webbrick.gateway.architecture.planted.logging.sink;

/** Planted: one of three public types. */
public record FirstSink(String name) {}
