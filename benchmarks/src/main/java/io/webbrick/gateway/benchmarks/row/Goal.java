package io.webbrick.gateway.benchmarks.row;

import java.util.Locale;
import java.util.OptionalDouble;

/** What a figure of ours must be: a bound on the ratio to the best peer's, or on the figure itself. */
public sealed interface Goal {
    /** Whether ours meets it; false when it cannot be told. */
    boolean isMet(double ours, OptionalDouble ratio);

    /** As in tables. */
    String text();

    /** Whether it is about the ratio, so that nothing can be said without a peer. */
    default boolean needsPeer() {
        return this instanceof RatioAtMost || this instanceof RatioAtLeast;
    }

    /** No goal is set: the figure is shown. */
    static Goal none() {
        return new None();
    }

    /** Ours divided by the best peer's, at most. */
    static Goal ratioAtMost(double bound) {
        return new RatioAtMost(bound);
    }

    /** Ours divided by the best peer's, at least. */
    static Goal ratioAtLeast(double bound) {
        return new RatioAtLeast(bound);
    }

    /** The figure itself, at most. */
    static Goal atMost(double bound, String text) {
        return new AtMost(bound, text);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
    }

    /** {@link #none}. */
    record None() implements Goal {
        @Override
        public boolean isMet(double ours, OptionalDouble ratio) {
            return true;
        }

        @Override
        public String text() {
            return "";
        }
    }

    /** {@link #ratioAtMost}. */
    record RatioAtMost(double bound) implements Goal {
        @Override
        public boolean isMet(double ours, OptionalDouble ratio) {
            return ratio.isPresent() && ratio.getAsDouble() <= bound;
        }

        @Override
        public String text() {
            return "<= " + number(bound) + " x best";
        }
    }

    /** {@link #ratioAtLeast}. */
    record RatioAtLeast(double bound) implements Goal {
        @Override
        public boolean isMet(double ours, OptionalDouble ratio) {
            return ratio.isPresent() && ratio.getAsDouble() >= bound;
        }

        @Override
        public String text() {
            return ">= " + number(bound) + " x best";
        }
    }

    /** {@link #atMost}. */
    record AtMost(double bound, String words) implements Goal {
        @Override
        public boolean isMet(double ours, OptionalDouble ratio) {
            return ours <= bound;
        }

        @Override
        public String text() {
            return words;
        }
    }
}
