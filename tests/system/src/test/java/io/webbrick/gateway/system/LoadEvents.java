package io.webbrick.gateway.system;

import io.webbrick.gateway.events.HomeEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The events of a house, one after the other, {@value #PER_SECOND} in each of its seconds: sixteen temperatures of which
 * one moves at a time (55 %), electricity (25 %), dimmers (10 %), switches (6 %), the minutes of the clock (4 %). The same
 * seed makes the same events, so whoever reads them back knows what must be there. One thread.
 */
final class LoadEvents {
    /** Events in each second. */
    static final double PER_SECOND = 0.44;

    private static final String PREFIX = HomeEvent.TYPE_PREFIX;

    private final Random random;
    private final double[] temperatures = new double[16];
    private int watts = 400;
    private int minute;

    LoadEvents(long seed) {
        random = new Random(seed);
        for (int index = 0; index < temperatures.length; index++) {
            temperatures[index] = 18 + random.nextInt(50) / 10.0;
        }
    }

    /** How many milliseconds pass before the next event. */
    long pauseMillis() {
        return (long) (-Math.log(1 - random.nextDouble()) * 1_000 / PER_SECOND);
    }

    HomeEvent next() {
        int kind = random.nextInt(100);
        if (kind < 55) {
            return temperature(random.nextInt(temperatures.length));
        }
        if (kind < 80) {
            watts = Math.max(100, watts + random.nextInt(81) - 40);
            return event("energy", "energy/house/now", "val", watts, "unit", "W");
        }
        if (kind < 90) {
            int dimmer = random.nextInt(12);
            return event("webbrick/AO", channel("AO", dimmer), "srcChannel", dimmer % 4, "val", random.nextInt(101));
        }
        if (kind < 96) {
            int input = random.nextInt(8);
            return event("webbrick/TD", channel("TD", input), "srcChannel", input % 4, "state", random.nextInt(2));
        }
        minute = (minute + 1) % 1_440;
        return event("time/minute", "time/minute", "hour", minute / 60, "minute", minute % 60);
    }

    private HomeEvent temperature(int index) {
        temperatures[index] = Math.round(temperatures[index] * 10 + random.nextInt(3) - 1) / 10.0;
        return event("webbrick/CT", channel("CT", index), "srcChannel", index % 4, "val", temperatures[index]);
    }

    private static String channel(String kind, int index) {
        return "webbrick/" + (index / 4 + 1) + "/" + kind + "/" + index % 4;
    }

    private static HomeEvent event(String type, String source, String key, Object value, String other, Object second) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(key, value);
        payload.put(other, second);
        return HomeEvent.of(PREFIX + type, source, payload);
    }
}
