package io.webbrick.gateway.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as people read them: three digits, thousands apart. */
final class Numbers {
    private Numbers() {}

    static String of(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        if (size >= 1_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return String.format(Locale.ROOT, size >= 0.1 ? "%.2f" : "%.3f", value);
    }

    static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? of(ratio.getAsDouble()) : "";
    }
}
