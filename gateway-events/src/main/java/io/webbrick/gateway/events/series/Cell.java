package io.webbrick.gateway.events.series;

/** What one cell of time holds: its readings in sum, and when its faults were. One thread. */
final class Cell {
    private final long index;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double last;
    private double sum;
    private long n;
    private long firstFaultMillis = Long.MAX_VALUE;
    private long lastFaultMillis = Long.MIN_VALUE;

    /** @param index where it stands among its like */
    Cell(long index) {
        this.index = index;
    }

    long index() {
        return index;
    }

    void read(long millis, double value) {
        n++;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
        firstMillis = Math.min(firstMillis, millis);
        if (millis >= lastMillis) {
            lastMillis = millis;
            last = value;
        }
    }

    void fault(long millis) {
        firstFaultMillis = Math.min(firstFaultMillis, millis);
        lastFaultMillis = Math.max(lastFaultMillis, millis);
    }

    /** Adds what another cell holds. */
    void add(Cell other) {
        n += other.n;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        firstMillis = Math.min(firstMillis, other.firstMillis);
        if (other.n > 0 && other.lastMillis >= lastMillis) {
            lastMillis = other.lastMillis;
            last = other.last;
        }
        firstFaultMillis = Math.min(firstFaultMillis, other.firstFaultMillis);
        lastFaultMillis = Math.max(lastFaultMillis, other.lastFaultMillis);
    }

    boolean hasReadings() {
        return n > 0;
    }

    boolean hasFaults() {
        return lastFaultMillis != Long.MIN_VALUE;
    }

    long firstMillis() {
        return firstMillis;
    }

    long lastMillis() {
        return lastMillis;
    }

    long firstFaultMillis() {
        return firstFaultMillis;
    }

    long lastFaultMillis() {
        return lastFaultMillis;
    }

    /** The first sign of life, reading or fault. */
    long firstSignMillis() {
        return Math.min(firstMillis, firstFaultMillis);
    }

    /** The last sign of life, reading or fault. */
    long lastSignMillis() {
        return Math.max(lastMillis, lastFaultMillis);
    }

    Series.Point point() {
        return new Series.Point(lastMillis, min, max, last, n, sum / n);
    }
}
