package io.webbrick.gateway.events.source;

/**
 * What became of the packets since the start.
 *
 * @param received all that arrived
 * @param published those that became events
 * @param duplicates those whose sequence number was that of the sender's packet before
 * @param malformed those that no WebBrick sends
 * @param refused those from addresses outside the allowed networks
 * @param failed those whose event could not be published
 */
public record UdpCounts(long received, long published, long duplicates, long malformed, long refused, long failed) {}
