package io.webbrick.gateway.logging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one stream has counted since start, and its place in the budget.
 *
 * @param rotations how often a new file was begun
 * @param budgetBytes what its files take at most; null where nothing bounds them
 * @param sharePercent the same in hundredths of the budget
 * @param taken what it took, by level; levels of which there was nothing are left out
 */
public record StreamMeter(
        long rotations,
        @Nullable Long budgetBytes,
        @Nullable Integer sharePercent,
        List<Taken> taken) {
    /** Nothing counted, nothing bound. */
    public static final StreamMeter NOTHING = new StreamMeter(0, null, null, List.of());

    public StreamMeter {
        taken = List.copyOf(taken);
    }

    /**
     * Records of one level.
     *
     * @param bytes of their lines, before they are packed
     */
    public record Taken(String level, long records, long bytes) {}
}
