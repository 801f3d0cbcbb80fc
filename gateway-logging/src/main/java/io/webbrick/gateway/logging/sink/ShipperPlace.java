package io.webbrick.gateway.logging.sink;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where a shipper finds its records and keeps its own few bytes.
 *
 * @param newest the newest file of the stream that it delivers
 * @param framed whether time, level and logger stand in front of each record, as {@link ShippedText} writes them
 * @param state the directory for its place in the stream and what was refused; beside the logs, so that both vanish together
 * @param gatewayId names this gateway among others; null when it has no name
 * @param zone what a local time in a line means
 * @param clock the time of day
 */
public record ShipperPlace(
        Path newest, boolean framed, Path state, @Nullable String gatewayId, ZoneId zone, InstantSource clock) {}
