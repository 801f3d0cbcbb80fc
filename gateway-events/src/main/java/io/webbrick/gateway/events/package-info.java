/**
 * What happens at home, as values. An event has a type, a source and a payload:
 *
 * <pre>{@code
 * var reading = HomeEvent.of(
 *         HomeEvent.TYPE_PREFIX + "webbrick/CT", "webbrick/9/CT/3", Map.of("val", 19.6, "fromNode", 9));
 * bus.publish(reading);
 * }</pre>
 *
 * <p>It is published on the {@link io.webbrick.gateway.events.bus.EventBus}, which writes it to EventLog before anybody
 * hears of it, and read back with {@link io.webbrick.gateway.events.history.EventHistory}.
 */
package io.webbrick.gateway.events;
