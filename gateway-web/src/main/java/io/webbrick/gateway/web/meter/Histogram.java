package io.webbrick.gateway.web.meter;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, how often: so many times up to each of a few bounds. Any thread; costs two additions. */
public final class Histogram {
    private static final double[] SECONDS = {0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
    private static final double NANOS = 1e9;

    private final AtomicLongArray counts = new AtomicLongArray(SECONDS.length + 1);
    private final LongAdder nanos = new LongAdder();

    /** It took so long once more. */
    public void add(long tookNanos) {
        int bucket = 0;
        while (bucket < SECONDS.length && tookNanos > SECONDS[bucket] * NANOS) {
            bucket++;
        }
        nanos.add(Math.max(0, tookNanos));
        counts.getAndIncrement(bucket);
    }

    /** Writes it as one histogram of its family; {@code labels} as in {@link Exposition#sample}. */
    void write(Exposition text, String family, String... labels) {
        long all = 0;
        for (int bucket = 0; bucket <= SECONDS.length; bucket++) {
            all += counts.get(bucket);
            String bound = bucket < SECONDS.length ? Double.toString(SECONDS[bucket]) : "+Inf";
            text.sample(family + "_bucket", all, with(labels, bound));
        }
        text.seconds(family + "_sum", nanos.sum(), labels);
        text.sample(family + "_count", all, labels);
    }

    private static String[] with(String[] labels, String bound) {
        var more = new String[labels.length + 2];
        System.arraycopy(labels, 0, more, 0, labels.length);
        more[labels.length] = "le";
        more[labels.length + 1] = bound;
        return more;
    }
}
