package io.webbrick.gateway.logging.config;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/** The time of one case, which only the case moves. One thread. */
final class Clock implements InstantSource {
    private static final double NANOS = 1e9;

    private final ZoneId zone;
    private double seconds;

    Clock(ZoneId zone, double seconds) {
        this.zone = zone;
        this.seconds = seconds;
    }

    ZoneId zone() {
        return zone;
    }

    void add(double more) {
        seconds += more;
    }

    void set(double now) {
        seconds = now;
    }

    /** Nanoseconds since 1970. */
    long nanos() {
        return Math.round(seconds * NANOS);
    }

    /** Whole seconds since 1970. */
    long wholeSeconds() {
        return (long) seconds;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(0, nanos());
    }

    @Override
    public long millis() {
        return Math.floorDiv(nanos(), 1_000_000L);
    }
}
