package io.webbrick.gateway.logging.stream;

/**
 * How full a ring is now.
 *
 * @param usedBytes what producers have claimed and the writer has not freed yet
 * @param durable whether what it holds survives the process
 */
public record RingView(long usedBytes, long capacityBytes, boolean durable) {}
