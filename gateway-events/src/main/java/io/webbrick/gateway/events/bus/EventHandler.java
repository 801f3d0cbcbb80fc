package io.webbrick.gateway.events.bus;

import io.webbrick.gateway.events.HomeEvent;

/** What is called with each event of a subscription. */
@FunctionalInterface
public interface EventHandler {
    /** Handles one event; whatever it throws is logged under the handler's own logger and stops nobody else. */
    void handle(HomeEvent event) throws Exception;
}
