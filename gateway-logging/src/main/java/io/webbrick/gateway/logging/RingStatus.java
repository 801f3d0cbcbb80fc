package io.webbrick.gateway.logging;

/**
 * How full the ring between callers and writer is.
 *
 * @param usedBytes what is not in its files yet
 * @param capacityBytes what it holds; beyond it records wait, then are lost
 * @param durable whether what it holds survives the process
 */
public record RingStatus(long usedBytes, long capacityBytes, boolean durable) {}
