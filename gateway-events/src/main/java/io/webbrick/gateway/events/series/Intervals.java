package io.webbrick.gateway.events.series;

/**
 * The usual interval between readings: the median, taken from a histogram of fixed size whose steps are an eighth of an
 * octave. Exact when all intervals of the middle step are the same.
 */
final class Intervals {
    private static final int STEPS = 8;

    private final long[] counts = new long[Long.SIZE * STEPS];
    private final double[] sums = new double[Long.SIZE * STEPS];
    private long total;

    /** Takes one interval; one that is not positive (same moment, older reading) says nothing. */
    void add(long millis) {
        if (millis > 0) {
            int step = step(millis);
            counts[step]++;
            sums[step] += millis;
            total++;
        }
    }

    /** The median in milliseconds; 0 when there was no interval. */
    long median() {
        long seen = 0;
        for (int step = 0; step < counts.length; step++) {
            seen += counts[step];
            if (counts[step] > 0 && seen * 2 >= total) {
                return Math.round(sums[step] / counts[step]);
            }
        }
        return 0;
    }

    private static int step(long millis) {
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(millis);
        long part = octave >= 3 ? millis >> (octave - 3) & (STEPS - 1) : (millis << (3 - octave)) & (STEPS - 1);
        return octave * STEPS + (int) part;
    }
}
