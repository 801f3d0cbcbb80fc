package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.record.Level;
import java.util.List;

/**
 * One stream at work, for status: what was configured and what became of its records since start.
 *
 * @param rotations how often a new file was begun
 * @param taken what it took, by level; levels of which there was nothing are left out
 * @param standsStill whether its writer has been at one step for long, so that who looks at its files may wait as long
 */
public record StreamView(
        StreamSpec spec, long stored, long lost, long rotations, List<Taken> taken, boolean standsStill) {
    public StreamView {
        taken = List.copyOf(taken);
    }

    /** Records of one level and the bytes of their lines, before they are packed. */
    public record Taken(Level level, long records, long bytes) {}
}
