package io.webbrick.gateway.benchmarks.report;

import java.util.Collection;
import java.util.List;

/** The median of repeated measurements, with the smallest and the largest. */
public record Summary(double median, double min, double max, int count) {
    /** Of these values, at least one. */
    public static Summary of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a summary of no values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Summary(median, sorted.get(0), sorted.get(size - 1), size);
    }
}
