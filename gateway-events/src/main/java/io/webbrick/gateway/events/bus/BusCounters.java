package io.webbrick.gateway.events.bus;

/**
 * What became of the events of one bus since it began. Published = stored + suppressed + failed.
 *
 * @param published events journaled or suppressed, and queued for delivery
 * @param suppressed published without a line, because no stream takes it
 * @param failed published although their line could not be kept
 * @param refused offered after the end; neither journaled nor delivered
 * @param delivered events whose handlers have all been called
 * @param waiting events queued now
 */
public record BusCounters(long published, long suppressed, long failed, long refused, long delivered, long waiting) {}
