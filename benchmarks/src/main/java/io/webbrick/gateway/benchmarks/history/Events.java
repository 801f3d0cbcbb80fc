package io.webbrick.gateway.benchmarks.history;

import java.time.Instant;
import java.util.Random;

/**
 * The events of a house with 200 sources, the same for each seed: temperatures that wander, switches, meters and humidities,
 * each about every 24 s and up to 200 ms early or late. One thread.
 */
final class Events {
    /** The one whose values everybody is asked for. */
    static final String ASKED = "webbrick/9/CT/3";

    static final int SOURCES = 200;
    static final int DAYS = 14;
    static final Instant START = Instant.parse("2026-11-07T00:00:00Z");

    private static final int TEMPERATURES = 140;
    private static final int SWITCHES = 170;
    private static final int METERS = 190;
    private static final int PER_NODE = 5;
    private static final int JITTER = 200;
    private static final String PREFIX = "http://id.webbrick.co.uk/events/webbrick/";

    private final Random random = new Random(20261121);
    private final double[] values = new double[SOURCES];
    private final long total;
    private final double spacing;
    private long next;
    private int source;
    private long millis;
    private long before = START.toEpochMilli();

    Events(long total) {
        this.total = total;
        this.spacing = DAYS * 86_400_000.0 / total;
        for (int i = 0; i < SOURCES; i++) {
            values[i] = i < TEMPERATURES ? 150 + random.nextInt(100) : 0;
        }
    }

    /** Goes to the next event; false after the last. */
    boolean next() {
        if (next == total) {
            return false;
        }
        source = (int) (next % SOURCES);
        long due = START.toEpochMilli() + (long) (next * spacing);
        millis = Math.max(before, due - JITTER / 2 + random.nextInt(JITTER));
        before = millis;
        step();
        next++;
        return true;
    }

    private void step() {
        if (source < TEMPERATURES) {
            values[source] = Math.max(-300, Math.min(600, values[source] + random.nextInt(5) - 2));
        } else if (source < SWITCHES) {
            values[source] = random.nextInt(3) == 0 ? 1 - values[source] : values[source];
        } else if (source < METERS) {
            values[source] += random.nextInt(40);
        } else {
            values[source] = Math.max(0, Math.min(100, values[source] + random.nextInt(3) - 1));
        }
    }

    int source() {
        return source;
    }

    long millis() {
        return millis;
    }

    double value() {
        return source < TEMPERATURES ? values[source] / 10 : source < METERS ? values[source] / 100 : values[source];
    }

    static String type(int source) {
        return PREFIX + kind(source);
    }

    static String name(int source) {
        return "webbrick/" + (1 + source / PER_NODE) + "/" + kind(source) + "/" + source % PER_NODE;
    }

    private static String kind(int source) {
        return source < TEMPERATURES ? "CT" : source < SWITCHES ? "DO" : "AI";
    }

    /** The payload as EventLog has it. */
    String payload() {
        String node = "\"fromNode\":" + (1 + source / PER_NODE) + ",\"";
        if (source < TEMPERATURES) {
            return "{" + node + "val\":" + values[source] / 10 + "}";
        }
        if (source < SWITCHES) {
            return "{" + node + "state\":" + (values[source] == 0 ? "\"off\"" : "\"on\"") + "}";
        }
        return "{" + node + "val\":" + (source < METERS ? values[source] / 100 : values[source]) + "}";
    }
}
