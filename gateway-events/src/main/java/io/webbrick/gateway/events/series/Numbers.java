package io.webbrick.gateway.events.series;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as text: exactly for machines, shortly for people. */
final class Numbers {
    private static final double LARGEST_WHOLE = 1e15;

    private Numbers() {}

    /** Every digit that matters, without exponent where that is reasonable. */
    static String exact(double value) {
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        return size >= 1e-4 && size < LARGEST_WHOLE
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }

    /** So many decimals, thousands set apart by commas. */
    static String fixed(double value, int decimals) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        String text = format.format(value);
        return text.matches("-[0.]+") ? text.substring(1) : text;
    }

    /** About four digits, as a legend shows a reading. */
    static String brief(double value) {
        double size = Math.abs(value);
        if (value != 0 && (size >= 1e9 || size < 1e-3)) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        int decimals = size >= 1000 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        String text = fixed(value, decimals);
        return text.indexOf('.') < 0 ? text : text.replaceAll("\\.?0+$", "");
    }
}
