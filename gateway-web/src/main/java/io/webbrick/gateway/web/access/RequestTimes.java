package io.webbrick.gateway.web.access;

/**
 * How long a request may take.
 *
 * @param headerMillis from its first byte to the end of its header
 * @param totalMillis from the end of its header to the last byte of its answer; of a long one, for each part of it
 */
public record RequestTimes(long headerMillis, long totalMillis) {}
