/**
 * What happens in the world outside when something happens at home.
 *
 * <pre>{@code
 * var ring = HttpAction.of("GET", "http://192.168.1.20/ring?room=%(room)s").timeout(Duration.ofSeconds(3));
 * bus.subscribe("HttpAction", HomeEvent.TYPE_PREFIX + "door/bell", null, ring);
 * }</pre>
 */
package io.webbrick.gateway.events.action;
