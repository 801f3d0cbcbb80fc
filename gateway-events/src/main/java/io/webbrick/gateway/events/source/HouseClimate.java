package io.webbrick.gateway.events.source;

import java.util.Random;

/**
 * The temperatures of the simulated house, minute by minute: a daily curve outside with slowly changing weather, four
 * rooms that lose warmth to it, and one heating valve that follows the first room. One thread.
 */
final class HouseClimate {
    static final int ROOMS = 4;

    private static final int MINUTES_OF_DAY = 1440;
    private static final int WARMEST_MINUTE = 15 * 60;
    private static final double LOSS_PER_MINUTE = 0.003;
    private static final double[] GAIN_PER_PERCENT = {0.0008, 0.00074, 0.00068, 0.00086};
    private static final double WANTED_BY_DAY = 21;
    private static final double WANTED_BY_NIGHT = 17;

    private final Random random;
    private final double[] rooms = {18.5, 18.0, 17.2, 19.1};
    private double weather;
    private double outside;
    private double valve;

    HouseClimate(Random random) {
        this.random = random;
    }

    /** One minute passes; cooking warms the second room, a bath the fourth. */
    void step(int minuteOfDay, boolean cooking, boolean bathing) {
        weather = weather * 0.999 + random.nextGaussian() * 0.06;
        outside = 7 + 5.5 * Math.cos(2 * Math.PI * (minuteOfDay - WARMEST_MINUTE) / MINUTES_OF_DAY) + weather;
        double wanted = minuteOfDay >= 6 * 60 + 30 && minuteOfDay < 22 * 60 + 30 ? WANTED_BY_DAY : WANTED_BY_NIGHT;
        double asked = Math.max(0, Math.min(100, (wanted - rooms[0]) * 70 + 20));
        valve += (asked - valve) * 0.15;
        for (int i = 0; i < ROOMS; i++) {
            double own = (i == 1 && cooking) || (i == 3 && bathing) ? 0.03 : 0;
            rooms[i] += (outside - rooms[i]) * LOSS_PER_MINUTE + valve * GAIN_PER_PERCENT[i] + own;
        }
    }

    /** Outside, as a sensor shows it: sixteenths of a degree, rounded to a tenth. */
    double outside() {
        return sensed(outside);
    }

    double room(int index) {
        return sensed(rooms[index]);
    }

    /** How far the heating valve is open, percent in steps of five. */
    long valve() {
        return Math.round(valve / 5) * 5;
    }

    private double sensed(double degrees) {
        long sixteenths = Math.round((degrees + random.nextGaussian() * 0.04) * 16);
        return Math.round(sixteenths * 10 / 16.0) / 10.0;
    }
}
