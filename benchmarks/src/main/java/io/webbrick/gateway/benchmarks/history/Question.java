package io.webbrick.gateway.benchmarks.history;

/** What everybody is asked, and how the answers are compared. */
final class Question {
    /** One point for each of these parts of the whole span. */
    static final int POINTS = 1_000;

    private final long begin = Events.START.toEpochMilli();
    private final long span = Events.DAYS * 86_400_000L;
    private final double[] sums = new double[POINTS];
    private final long[] counts = new long[POINTS];
    private long all;
    private double sum;

    /** Takes one value of the source that was asked for. */
    void take(long millis, double value) {
        int point = (int) Math.max(0, Math.min(POINTS - 1, (millis - begin) * POINTS / span));
        sums[point] += value;
        counts[point]++;
        all++;
        sum += value;
    }

    /** How many values there were, and their mean to six digits: alike for everybody who read the same. */
    String answer() {
        return all + " values, mean " + Math.round(sum / Math.max(1, all) * 1e6) / 1e6;
    }
}
