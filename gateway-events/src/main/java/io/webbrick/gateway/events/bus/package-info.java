/**
 * The event bus: journal first, then distribute.
 *
 * <pre>{@code
 * var journal = new EventLogJournal(logging::journal, InstantSource.system(), LoggerNaming.TYPE);
 * try (var bus = new EventBus(journal)) {
 *     bus.subscribe("HttpAction", HomeEvent.TYPE_PREFIX + "webbrick/DO", null, event -> switchLamp(event));
 *     bus.publish(HomeEvent.of(HomeEvent.TYPE_PREFIX + "webbrick/DO", "webbrick/3/DO/1", Map.of("state", 1)));
 * }
 * }</pre>
 *
 * <p>Subscriptions name an exact type, an exact source, both or neither. An event goes to those who named both first,
 * then to those who named its type, its source, and neither, each in the order in which they subscribed; a handler that
 * subscribed under several of them is called for each.
 */
package io.webbrick.gateway.events.bus;
