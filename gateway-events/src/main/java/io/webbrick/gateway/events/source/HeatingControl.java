package io.webbrick.gateway.events.source;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.bus.EventHandler;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The demo's event handler: comments on the temperatures of the simulated house, and fails on a sensor's fault so that
 * a house without faults still shows what an error looks like. Events of the past (those with a time of their own) are
 * left alone. Called by the bus, one event at a time.
 */
final class HeatingControl implements EventHandler {
    static final String NAME = "HeatingControl";

    private static final Logger LOG = LoggerFactory.getLogger("EventDespatch." + NAME);
    private static final double COLD = 16.5;
    private static final double WARM = 22.5;

    private boolean heating;

    @Override
    public void handle(HomeEvent event) {
        if (event.at() != null || !(event.payload() instanceof Map<?, ?> payload)) {
            return;
        }
        if (event.type().endsWith("/ET")) {
            throw new IllegalStateException(event.source() + " reads " + payload.get("val")
                    + ": no temperature for the " + payload.get("name") + ", its heating stays as it is");
        }
        if (payload.get("val") instanceof Double degrees) {
            comment(String.valueOf(payload.get("name")), degrees);
        }
    }

    private void comment(String room, double degrees) {
        LOG.debug("{} {} °C, heating {}", room, degrees, heating ? "on" : "off");
        if (room.equals("Outside")) {
            return;
        }
        if (!heating && degrees < COLD) {
            heating = true;
            LOG.info("{} is down to {} °C, heating on", room, degrees);
        } else if (heating && degrees > WARM) {
            heating = false;
            LOG.info("{} has reached {} °C, heating off", room, degrees);
        }
    }
}
