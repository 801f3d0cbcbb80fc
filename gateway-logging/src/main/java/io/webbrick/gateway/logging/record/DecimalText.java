package io.webbrick.gateway.logging.record;

import java.math.BigInteger;

/**
 * Writes floating-point numbers in decimal: of all decimals that read back as the number one with the fewest digits, of
 * these the closest, in the form of {@code Double.toString} since Java 19, and the same on every Java. One thread;
 * allocates nothing.
 *
 * <p>A number is c·2^q. The interval that rounds to it is scaled by the power of ten whose grid is just finer than the
 * interval is wide, so that one or two grid points, or one of the grid ten times coarser, lie in it. The scaled bounds are
 * computed with 126 bits of the power of ten and rounded to odd: the last bit says whether anything was cut off, which
 * keeps every comparison exact. That 126 bits are enough is R. Giulietti's result ("The Schubfach way to render
 * doubles", 2020). Numbers with up to three decimals, which is what a house measures, take a shorter way.
 */
final class DecimalText {
    private static final int LONGEST = 24;

    private static final int MIN_POWER = -292;
    private static final int MAX_POWER = 324;

    private static final int POWER_BITS = 126;
    private static final long BITS_63 = Long.MAX_VALUE;

    /** log10(2) · 2^20, log10(3/4) · 2^20 and log2(10) · 2^20; exact enough for all exponents that occur. */
    private static final int LOG_SHIFT = 20;

    private static final int LOG10_OF_2 = 315_653;
    private static final int LOG10_OF_3_4 = -131_007;
    private static final int LOG2_OF_10 = 3_483_294;

    private static final int DOUBLE_FRACTION = 52;
    private static final int DOUBLE_LOWEST = -1_074;
    private static final int FLOAT_FRACTION = 23;
    private static final int FLOAT_LOWEST = -149;

    /** Subnormals below these have one digit only, and a second brings them closer. */
    private static final int DOUBLE_TINY = 3;

    private static final int FLOAT_TINY = 8;

    private final Utf8Buffer out;

    DecimalText(Utf8Buffer out) {
        this.out = out;
    }

    void append(double value) {
        double magnitude = Math.abs(value);
        if (Double.doubleToLongBits(value) < 0) {
            out.put('-');
        }
        if (appendSpecial(magnitude)) {
            return;
        }
        if (magnitude >= 1e-3 && magnitude < 1e7) {
            long thousandths = (long) (magnitude * 1_000 + 0.5);
            if (thousandths / 1_000.0 == magnitude) {
                // no other decimal of up to 15 digits reads back as this number
                write(thousandths, -3);
                return;
            }
        }
        long bits = Double.doubleToRawLongBits(magnitude);
        long fraction = bits & ((1L << DOUBLE_FRACTION) - 1);
        int exponent = (int) (bits >>> DOUBLE_FRACTION);
        if (exponent > 0) {
            boolean narrow = fraction == 0 && exponent > 1;
            shortest(fraction | 1L << DOUBLE_FRACTION, DOUBLE_LOWEST - 1 + exponent, narrow, 0);
        } else {
            subnormal(fraction, DOUBLE_LOWEST, DOUBLE_TINY);
        }
    }

    void append(float value) {
        float magnitude = Math.abs(value);
        if (Float.floatToIntBits(value) < 0) {
            out.put('-');
        }
        if (appendSpecial(magnitude)) {
            return;
        }
        if (magnitude >= 1e-3f && magnitude < 1e3f) {
            int thousandths = (int) (magnitude * 1_000 + 0.5f);
            if (thousandths < 1_000_000 && thousandths / 1_000f == magnitude) {
                // no other decimal of up to 6 digits reads back as this number
                write(thousandths, -3);
                return;
            }
        }
        int bits = Float.floatToRawIntBits(magnitude);
        int fraction = bits & ((1 << FLOAT_FRACTION) - 1);
        int exponent = bits >>> FLOAT_FRACTION;
        if (exponent > 0) {
            boolean narrow = fraction == 0 && exponent > 1;
            shortest(fraction | 1 << FLOAT_FRACTION, FLOAT_LOWEST - 1 + exponent, narrow, 0);
        } else {
            subnormal(fraction, FLOAT_LOWEST, FLOAT_TINY);
        }
    }

    private boolean appendSpecial(double magnitude) {
        if (magnitude > 0 && magnitude < Double.POSITIVE_INFINITY) {
            return false;
        }
        out.append(magnitude == 0 ? "0.0" : Double.isNaN(magnitude) ? "NaN" : "Infinity");
        return true;
    }

    private void subnormal(long c, int q, int tiny) {
        if (c < tiny) {
            shortest(c * 10, q, false, -1);
        } else {
            shortest(c, q, false, 0);
        }
    }

    /**
     * Writes c·2^q·10^shift.
     *
     * @param narrow whether the number below is only half as far away as the one above
     */
    private void shortest(long c, int q, boolean narrow, int shift) {
        int k = (q * LOG10_OF_2 + (narrow ? LOG10_OF_3_4 : 0)) >> LOG_SHIFT;
        int scale = q + ((-k * LOG2_OF_10) >> LOG_SHIFT) + 2;
        int open = (int) c & 1;

        // four times the number and the bounds of its interval, in units of 10^k
        long number = scaled(-k, c << 2 << scale);
        long lower = scaled(-k, ((c << 2) - (narrow ? 1 : 2)) << scale) + open;
        long upper = scaled(-k, ((c << 2) + 2) << scale) - open;

        long below = number >> 2;
        if (below >= 100) {
            long coarse = below / 10 * 10;
            boolean lowerFits = lower <= coarse << 2;
            boolean upperFits = (coarse + 10) << 2 <= upper;
            if (lowerFits != upperFits) {
                write(lowerFits ? coarse : coarse + 10, k + shift);
                return;
            }
        }
        boolean lowerFits = lower <= below << 2;
        boolean upperFits = (below + 1) << 2 <= upper;
        boolean up;
        if (lowerFits != upperFits) {
            up = upperFits;
        } else {
            long half = number - (below * 4 + 2);
            up = half > 0 || (half == 0 && (below & 1) == 1);
        }
        write(up ? below + 1 : below, k + shift);
    }

    /** The product with a power of ten, cut to its upper bits, the last of them set when anything was cut off. */
    private static long scaled(int power, long factor) {
        long high = Powers.HIGH[power - MIN_POWER];
        long low = Powers.LOW[power - MIN_POWER];
        long middle = ((high * factor) >>> 1) + Math.multiplyHigh(low, factor);
        long top = Math.multiplyHigh(high, factor) + (middle >>> 63);
        return top | ((middle & BITS_63) == 0 ? 0 : 1);
    }

    /** Writes digits·10^exponent; the digits may end in zeros. */
    private void write(long digits, int exponent) {
        long significant = digits;
        int count = exponent;
        while (true) {
            long tenth = significant / 10;
            if (tenth * 10 != significant) {
                break;
            }
            significant = tenth;
            count++;
        }
        int length = length(significant);
        int point = length + count;

        int start = out.length();
        out.length(start + LONGEST);
        byte[] bytes = out.bytes();
        int end;
        if (point > 7 || point < -2) {
            end = scientific(bytes, start, significant, length, point - 1);
        } else if (point <= 0) {
            int first = start + 2 - point;
            for (int at = start; at < first; at++) {
                bytes[at] = '0';
            }
            bytes[start + 1] = '.';
            end = digits(bytes, first, significant, length);
        } else {
            end = plain(bytes, start, significant, length, point);
        }
        out.length(end);
    }

    private static int plain(byte[] bytes, int start, long significant, int length, int point) {
        if (length > point) {
            int end = digits(bytes, start + 1, significant, length);
            for (int at = start; at < start + point; at++) {
                bytes[at] = bytes[at + 1];
            }
            bytes[start + point] = '.';
            return end;
        }
        int end = digits(bytes, start, significant, length);
        while (end < start + point) {
            bytes[end++] = '0';
        }
        bytes[end] = '.';
        bytes[end + 1] = '0';
        return end + 2;
    }

    private static int scientific(byte[] bytes, int start, long significant, int length, int exponent) {
        int end = digits(bytes, start + 1, significant, length);
        bytes[start] = bytes[start + 1];
        bytes[start + 1] = '.';
        if (length == 1) {
            bytes[end++] = '0';
        }
        bytes[end++] = 'E';
        if (exponent < 0) {
            bytes[end++] = '-';
        }
        int magnitude = Math.abs(exponent);
        return digits(bytes, end, magnitude, length(magnitude));
    }

    private static int digits(byte[] bytes, int start, long value, int length) {
        long rest = value;
        for (int at = start + length - 1; at >= start; at--) {
            long tenth = rest / 10;
            bytes[at] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        return start + length;
    }

    private static int length(long value) {
        int length = 1;
        for (long bound = 10; bound <= value; bound *= 10) {
            length++;
        }
        return length;
    }

    /** For each power of ten its first 126 bits, rounded up; made when the first number needs them. */
    private static final class Powers {
        /** The upper 63 of them. */
        private static final long[] HIGH = new long[MAX_POWER - MIN_POWER + 1];

        private static final long[] LOW = new long[MAX_POWER - MIN_POWER + 1];

        static {
            for (int power = MIN_POWER; power <= MAX_POWER; power++) {
                BigInteger bits = leadingBits(power).add(BigInteger.ONE);
                HIGH[power - MIN_POWER] = bits.shiftRight(63).longValue();
                LOW[power - MIN_POWER] = bits.longValue() & BITS_63;
            }
        }

        private static BigInteger leadingBits(int power) {
            BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
            if (power >= 0) {
                return ten.shiftLeft(POWER_BITS - ten.bitLength());
            }
            BigInteger inverse =
                    BigInteger.ONE.shiftLeft(POWER_BITS + ten.bitLength()).divide(ten);
            return inverse.shiftRight(inverse.bitLength() - POWER_BITS);
        }
    }
}
