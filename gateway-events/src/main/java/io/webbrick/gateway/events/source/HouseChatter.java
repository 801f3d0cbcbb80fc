package io.webbrick.gateway.events.source;

import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the components of a gateway would say while the simulated house lives. One thread. */
final class HouseChatter {
    private static final Logger STATUS = LoggerFactory.getLogger("WebBrickGateway.WebbrickStatusCache");
    private static final Logger HTTP = LoggerFactory.getLogger("EventHandlers.HttpAction");
    private static final Logger HEATING = LoggerFactory.getLogger("WebBrickGateway.Heating");
    private static final Logger MONITOR = LoggerFactory.getLogger("EventHandlers.WebBrickMonitor");
    private static final Logger NAMES = LoggerFactory.getLogger("WebBrickGateway.WebbrickNodeNameCache");

    private final Random random;

    HouseChatter(long seed) {
        random = new Random(seed);
    }

    /** What is said in this minute of the house. */
    void say(long minute) {
        int brick = 1 + random.nextInt(4);
        if (minute % 4 == 1) {
            STATUS.debug("webbrick {} answered in {} ms", brick, 8 + random.nextInt(40));
        }
        if (minute % 15 == 3) {
            HTTP.info("url 10.100.100.10{} : A command: GET uri: /cfg.spi?com=DO0;T:", brick);
        }
        if (minute % 30 == 10) {
            HEATING.info("schedule: zone {} wants {} °C", brick, random.nextBoolean() ? 21 : 17);
        }
        if (minute % 45 == 20) {
            MONITOR.warn("webbrick {} clock differs by {} s, setting it", brick, 3 + random.nextInt(60));
        }
        if (minute % 60 == 5) {
            NAMES.debug("node {} is known as webbrick{}", brick, brick);
        }
    }
}
