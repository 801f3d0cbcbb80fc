package io.webbrick.gateway.app.print;

import java.util.Locale;

/** Bytes in words, in powers of 1000. */
public final class Sizes {
    private static final String[] UNITS = {"B", "kB", "MB", "GB"};

    private Sizes() {}

    /** {@code 912 B}, {@code 1.2 MB}. */
    public static String of(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
