package io.webbrick.gateway.logging.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A level that was set at run time, over what the files say.
 *
 * @param logger the logger's full name; empty for the root
 * @param level its level number; 0 takes the level of the logger above
 * @param until when it ends by itself; null when it stays
 */
public record LevelChange(
        String logger, int level, @Nullable Instant until) {
    /** What says so, in words. */
    public static final String PLACE = "set at run time";

    /** Whether it has come to its end. */
    public boolean isOver(Instant now) {
        return until != null && !until.isAfter(now);
    }

    LevelOrigin origin() {
        return new LevelOrigin(PLACE, true, until);
    }
}
