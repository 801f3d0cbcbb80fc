package io.webbrick.gateway.logging.stream;

/** One stream at work, for status: what was configured and what became of its records since start. */
public record StreamView(StreamSpec spec, long stored, long lost) {}
