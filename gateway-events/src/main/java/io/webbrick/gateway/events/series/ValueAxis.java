package io.webbrick.gateway.events.series;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale of values with ticks at round numbers: steps are 1, 2 or 5 times a power of ten. It reaches a little beyond
 * what it holds, and down to nought when that is near.
 *
 * @param low its lower end
 * @param high its upper end
 * @param step between two ticks
 * @param decimals that its labels need
 */
record ValueAxis(double low, double high, double step, int decimals) {
    private static final double[] ROUND = {1, 2, 5, 10};
    private static final int MOST_DECIMALS = 6;
    private static final double ROOM = 0.06;

    /** A scale that holds these values with about so many steps. */
    static ValueAxis of(double min, double max, int steps) {
        double least = Math.max(Math.abs(min), Math.abs(max)) * 1e-9;
        double span = max - min;
        double room = span > least ? span * ROOM : min == 0 ? 1 : Math.max(Math.abs(min) * 0.05, least * 10);
        boolean fromNought = min >= 0 && (min == 0 || min < span / 2);
        double low = fromNought ? 0 : min - room;
        double high = max + room;
        double step = step((high - low) / Math.max(1, steps));
        int decimals = Math.min(MOST_DECIMALS, Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9)));
        return new ValueAxis(low, high, step, decimals);
    }

    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double round : ROUND) {
            if (round * power >= least * (1 - 1e-9)) {
                return round * power;
            }
        }
        return 10 * power;
    }

    /** Where its ticks are, from below. */
    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        double end = Math.floor(high / step + 1e-9);
        for (double i = Math.ceil(low / step - 1e-9); i <= end; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    String label(double tick) {
        boolean tiny = step < Math.pow(10, -MOST_DECIMALS);
        return tiny || Math.abs(high) >= 1e12 || Math.abs(low) >= 1e12
                ? Numbers.brief(tick)
                : Numbers.fixed(tick, decimals);
    }
}
