package io.webbrick.gateway.logging.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a logger's level comes from.
 *
 * @param place {@code file:line}, or in words who set it
 * @param atRunTime whether somebody set it while the gateway ran
 * @param until when it ends; null when it stays
 */
public record LevelOrigin(
        String place, boolean atRunTime, @Nullable Instant until) {
    /** A level that a file says. */
    public static LevelOrigin file(String place) {
        return new LevelOrigin(place, false, null);
    }

    @Override
    public String toString() {
        return until == null ? place : place + " until " + until;
    }
}
