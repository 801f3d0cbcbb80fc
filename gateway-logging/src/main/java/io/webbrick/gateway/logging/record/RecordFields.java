package io.webbrick.gateway.logging.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the line of a stored record says, as far as it can be read back. Immutable.
 *
 * @param time when it was logged
 * @param level how serious it is
 * @param logger who said it, as it stands in the line
 * @param message what was said, as it stands in the line: one line, without the stack trace
 */
public record RecordFields(
        @Nullable Instant time,
        @Nullable Level level,
        @Nullable String logger,
        @Nullable String message) {
    /** Nothing can be read back. */
    public static final RecordFields NONE = new RecordFields(null, null, null, null);
}
