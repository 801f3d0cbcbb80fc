package io.webbrick.gateway.events.source;

import java.util.Random;

/**
 * What the people of the simulated house do, minute by minute: lights, movement, cooking, baths and the electricity all
 * that takes. One thread.
 */
final class HousePeople {
    static final int LIGHTS = 3;
    static final int DETECTORS = 2;

    private static final int MINUTES_OF_FRIDGE = 38;
    private static final int[] WATTS_OF_LIGHT = {60, 85, 20};

    private final Random random;
    private final boolean[] lights = new boolean[LIGHTS];
    private final int[] movedFor = new int[DETECTORS];
    private long minutes;
    private int cookingFor;
    private int bathFor;
    private int kettleFor;
    private double kilowattHours = 21_468.3;
    private double watts;

    HousePeople(Random random) {
        this.random = random;
    }

    /** One minute passes. */
    void step(int minuteOfDay) {
        minutes++;
        double hour = minuteOfDay / 60.0;
        boolean awake = hour >= 6.5 && hour < 23;
        boolean dark = hour < 7.5 || hour >= 17;
        begin(hour, awake);
        light(0, awake && dark, 0.05, 0.015);
        light(1, awake && (dark || cookingFor > 0), 0.04, 0.03);
        light(2, hour >= 17 && hour < 23.5, 0.3, 0.02);
        move(0, awake ? 0.022 : 0.002);
        move(1, dark ? 0.004 : 0.01);
        watts = electricity();
        kilowattHours += watts / 60_000;
    }

    private void begin(double hour, boolean awake) {
        cookingFor = lasting(cookingFor, isMealTime(hour) ? 0.04 : 0, 20, 45);
        bathFor = lasting(bathFor, hour >= 6.5 && hour < 8.5 ? 0.02 : 0, 10, 25);
        kettleFor = lasting(kettleFor, awake ? 0.012 : 0, 3, 5);
    }

    private static boolean isMealTime(double hour) {
        return (hour >= 7 && hour < 8) || (hour >= 12 && hour < 13) || (hour >= 18 && hour < 19.5);
    }

    private int lasting(int left, double chance, int least, int most) {
        if (left > 0) {
            return left - 1;
        }
        return random.nextDouble() < chance ? least + random.nextInt(most - least) : 0;
    }

    private void light(int index, boolean wanted, double chanceOn, double chanceOff) {
        double chance = random.nextDouble();
        if (lights[index]) {
            lights[index] = chance >= (wanted ? chanceOff : 0.2);
        } else {
            lights[index] = wanted && chance < chanceOn;
        }
    }

    private void move(int index, double chance) {
        movedFor[index] = lasting(movedFor[index], chance, 2, 6);
    }

    private double electricity() {
        double sum = 140 + random.nextGaussian() * 6;
        sum += minutes % MINUTES_OF_FRIDGE < 14 ? 95 : 0;
        sum += cookingFor > 0 ? 1500 + 250 * Math.sin((double) minutes) : 0;
        sum += kettleFor > 0 ? 1950 : 0;
        for (int i = 0; i < LIGHTS; i++) {
            sum += lights[i] ? WATTS_OF_LIGHT[i] : 0;
        }
        return sum;
    }

    boolean light(int index) {
        return lights[index];
    }

    boolean moves(int index) {
        return movedFor[index] > 0;
    }

    boolean cooking() {
        return cookingFor > 0;
    }

    boolean bathing() {
        return bathFor > 0;
    }

    double watts() {
        return Math.round(watts);
    }

    double kilowattHours() {
        return Math.round(kilowattHours * 1000) / 1000.0;
    }
}
