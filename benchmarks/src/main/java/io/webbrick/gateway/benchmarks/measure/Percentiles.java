package io.webbrick.gateway.benchmarks.measure;

import java.util.Arrays;

/** Durations of calls in the order of their length. */
public final class Percentiles {
    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    /** Of these durations, at least one. */
    public static Percentiles of(long... durations) {
        if (durations.length == 0) {
            throw new IllegalArgumentException("percentiles of no durations");
        }
        long[] sorted = durations.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    /** The shortest duration that {@code percent} of all do not exceed (nearest rank). */
    public long at(double percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("percent (" + percent + ") must be 0 to 100");
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length - 1e-9);
        return sorted[Math.max(0, rank - 1)];
    }

    /** The longest. */
    public long max() {
        return sorted[sorted.length - 1];
    }
}
