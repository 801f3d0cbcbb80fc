package io.webbrick.gateway.architecture.planted.ringroad;

/** Planted: a class in a package that no table knows. */
record Stranger(String name) {}
