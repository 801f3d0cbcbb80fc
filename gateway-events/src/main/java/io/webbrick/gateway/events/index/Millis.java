package io.webbrick.gateway.events.index;

import java.time.Instant;

/** Moments as the milliseconds that series count in. */
public final class Millis {
    /** Beyond these, times are taken as these: the years -1199 and 5138. */
    static final long MOST = 100_000_000_000_000L;

    private Millis() {}

    /** Milliseconds of the epoch, rounded down, within bounds that calculations can bear. */
    public static long of(Instant time) {
        long seconds = Math.max(-MOST / 1000, Math.min(MOST / 1000, time.getEpochSecond()));
        return seconds * 1000 + time.getNano() / 1_000_000;
    }
}
