package io.webbrick.gateway.events.source;

import io.webbrick.gateway.events.HomeEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The simulated house as a pure function of its seed: each {@link #step} is one minute of its life and gives the events
 * of that minute. The same seed gives the same events. One thread.
 */
final class HouseModel {
    /** How many minutes lie between two readings of a kind; changes are always told. */
    record Pace(int temperature, int power, int energy, int valve) {
        static final Pace LIVE = new Pace(3, 1, 5, 10);
        static final Pace SPARSE = new Pace(50, 50, 50, 50);
    }

    /** Sources of the five temperatures, the first outside. */
    private static final String[] TEMPERATURES = {"1/CT/0", "2/CT/0", "2/CT/1", "3/CT/0", "3/CT/1"};

    private static final String[] ROOMS = {"Outside", "Lounge", "Kitchen", "Bedroom", "Bathroom"};
    private static final String[] LIGHTS = {"2/DO/0", "2/DO/1", "3/DO/0"};
    private static final String[] LIGHT_NAMES = {"Lounge light", "Kitchen light", "Porch light"};
    private static final String[] DETECTORS = {"4/TD/0", "4/TD/1"};
    private static final String[] DETECTOR_NAMES = {"Hall movement", "Garden movement"};
    private static final String VALVE = "2/AO/0";
    private static final String POWER = "meter/electricity/power";
    private static final String ENERGY = "meter/electricity/energy";

    private static final int MINUTES_OF_DAY = 1440;
    private static final int FIRST_MINUTE = 16 * 60 + 30;
    /** The sensor that fails now and then: the bathroom's. */
    private static final int FAULTY = 4;

    static final int FAULT_EVERY = 420;
    private static final int FAULT_BEGINS = 18;
    private static final int FAULT_LASTS = 14;

    private final HouseClimate climate;
    private final HousePeople people;
    private final int[] lightsShown = new int[LIGHTS.length];
    private final int[] movementsShown = new int[DETECTORS.length];
    private final List<HomeEvent> events = new ArrayList<>();
    private long minute;

    HouseModel(long seed) {
        climate = new HouseClimate(new Random(seed));
        people = new HousePeople(new Random(seed ^ 0x5DEECE66DL));
        Arrays.fill(lightsShown, -1);
        Arrays.fill(movementsShown, -1);
    }

    /** Every source of the house, its faults aside. */
    static List<String> sources() {
        var sources = new ArrayList<String>();
        for (String[] group : List.of(TEMPERATURES, LIGHTS, DETECTORS, new String[] {VALVE})) {
            for (String source : group) {
                sources.add("webbrick/" + source);
            }
        }
        sources.add(POWER);
        sources.add(ENERGY);
        return List.copyOf(sources);
    }

    /** One minute passes; the pace changes what is told of it, never what happens. */
    List<HomeEvent> step(Pace pace) {
        int minuteOfDay = (int) ((FIRST_MINUTE + minute) % MINUTES_OF_DAY);
        people.step(minuteOfDay);
        climate.step(minuteOfDay, people.cooking(), people.bathing());
        events.clear();
        for (int i = 0; i < TEMPERATURES.length; i++) {
            double degrees = i == 0 ? climate.outside() : climate.room(i - 1);
            if (isDue(pace.temperature(), i)) {
                temperature(i, degrees);
            }
        }
        for (int i = 0; i < LIGHTS.length; i++) {
            lightsShown[i] = onChange(lightsShown[i], people.light(i), "DO", LIGHTS[i], "state", LIGHT_NAMES[i]);
        }
        for (int i = 0; i < DETECTORS.length; i++) {
            movementsShown[i] =
                    onChange(movementsShown[i], people.moves(i), "TD", DETECTORS[i], "val", DETECTOR_NAMES[i]);
        }
        meters(pace);
        minute++;
        return List.copyOf(events);
    }

    private void meters(Pace pace) {
        if (isDue(pace.power(), 0)) {
            add("meter/power", POWER, reading("Electricity now", "val", people.watts(), "W"));
        }
        if (isDue(pace.energy(), 1)) {
            add("meter/energy", ENERGY, reading("Electricity meter", "val", people.kilowattHours(), "kWh"));
        }
        if (isDue(pace.valve(), 2)) {
            brick("AO", VALVE, reading("Heating valve", "val", climate.valve(), "%"));
        }
    }

    private boolean isDue(int every, int phase) {
        return minute % every == phase % every;
    }

    private void temperature(int index, double degrees) {
        long inTurn = minute % FAULT_EVERY - FAULT_BEGINS;
        if (index == FAULTY && inTurn >= 0 && inTurn < FAULT_LASTS) {
            brick("ET", TEMPERATURES[index].replace("CT", "ET"), reading(ROOMS[index], "val", -1000.0, "°C"));
        } else {
            brick("CT", TEMPERATURES[index], reading(ROOMS[index], "val", degrees, "°C"));
        }
    }

    private int onChange(int shown, boolean on, String type, String source, String attr, String name) {
        int now = on ? 1 : 0;
        if (now != shown) {
            brick(type, source, reading(name, attr, (long) now, null));
        }
        return now;
    }

    private static Map<String, @Nullable Object> reading(
            String name, String attr, Object value, @Nullable String unit) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("name", name);
        payload.put(attr, value);
        if (unit != null) {
            payload.put("unit", unit);
        }
        return payload;
    }

    private void brick(String type, String source, Map<String, @Nullable Object> payload) {
        payload.put("fromNode", (long) (source.charAt(0) - '0'));
        payload.put("srcChannel", (long) (source.charAt(source.length() - 1) - '0'));
        add("webbrick/" + type, "webbrick/" + source, payload);
    }

    private void add(String type, String source, Map<String, @Nullable Object> payload) {
        events.add(HomeEvent.of(HomeEvent.TYPE_PREFIX + type, source, payload));
    }
}
