package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.sink.ShipperSettings;

/**
 * One shipper as configured. Immutable.
 *
 * @param handler the name of its section
 * @param settings what its kind makes of it
 * @param stream the name of the stream that it delivers: its own, or another one
 * @param framed whether that is its own, whose lines say time, level and logger first
 */
public record ShipperSpec(String handler, ShipperSettings settings, String stream, boolean framed) {}
