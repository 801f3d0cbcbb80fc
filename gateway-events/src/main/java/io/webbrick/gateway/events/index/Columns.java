package io.webbrick.gateway.events.index;

/**
 * The columns of an index, packing and unpacking side by side. Times as differences of differences, values as decimals
 * with one scale for the column, as one constant, or as they are. What is read back has the very bits that were written.
 * Stateless.
 */
final class Columns {
    private static final int CONSTANT = 0;
    private static final int DECIMAL = 1;
    private static final int RAW = 2;
    private static final int MOST_SCALE = 12;
    private static final double MOST_MANTISSA = 1L << 53;
    private static final double[] POWERS = new double[MOST_SCALE + 1];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private Columns() {}

    static void writeTimes(long[] millis, int count, ByteWriter out) {
        long before = 0;
        long step = 0;
        for (int i = 0; i < count; i++) {
            long next = millis[i] - before;
            out.signed(next - step);
            step = i == 0 ? 0 : next;
            before = millis[i];
        }
    }

    static void readTimes(ByteReader in, long[] millis, int count) throws DamagedIndexException {
        long before = 0;
        long step = 0;
        for (int i = 0; i < count; i++) {
            long next = in.signed() + step;
            before += next;
            step = i == 0 ? 0 : next;
            millis[i] = before;
        }
    }

    /** Numbers of a row that only grow. */
    static void writeGrowing(int[] numbers, int count, ByteWriter out) {
        int before = 0;
        for (int i = 0; i < count; i++) {
            out.varint((long) numbers[i] - before);
            before = numbers[i];
        }
    }

    static void readGrowing(ByteReader in, int[] numbers, int count) throws DamagedIndexException {
        int before = 0;
        for (int i = 0; i < count; i++) {
            before += (int) in.varint();
            numbers[i] = before;
        }
    }

    static void writeValues(double[] values, int count, ByteWriter out) {
        if (isConstant(values, count)) {
            out.u8(CONSTANT);
            out.u64(Double.doubleToRawLongBits(count == 0 ? 0 : values[0]));
            return;
        }
        int scale = scale(values, count);
        if (scale < 0) {
            out.u8(RAW);
            for (int i = 0; i < count; i++) {
                out.u64(Double.doubleToRawLongBits(values[i]));
            }
            return;
        }
        out.u8(DECIMAL);
        out.u8(scale);
        long before = 0;
        for (int i = 0; i < count; i++) {
            long mantissa = (long) Math.rint(values[i] * POWERS[scale]);
            out.signed(mantissa - before);
            before = mantissa;
        }
    }

    /** The cells of a column; none when it is a constant, which is put into its place. */
    static double[] readValues(ByteReader in, int count, double[] constants, int place) throws DamagedIndexException {
        int kind = in.u8();
        if (kind == CONSTANT) {
            constants[place] = Double.longBitsToDouble(in.u64());
            return new double[0];
        }
        double[] values = new double[count];
        switch (kind) {
            case DECIMAL -> readDecimals(in, values, count);
            case RAW -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Double.longBitsToDouble(in.u64());
                }
            }
            default -> throw new DamagedIndexException("a column of kind " + kind);
        }
        return values;
    }

    private static void readDecimals(ByteReader in, double[] values, int count) throws DamagedIndexException {
        int scale = in.u8();
        if (scale > MOST_SCALE) {
            throw new DamagedIndexException("a scale of " + scale);
        }
        double power = POWERS[scale];
        long mantissa = 0;
        for (int i = 0; i < count; i++) {
            mantissa += in.signed();
            values[i] = mantissa / power;
        }
    }

    private static boolean isConstant(double[] values, int count) {
        for (int i = 1; i < count; i++) {
            if (Double.doubleToRawLongBits(values[i]) != Double.doubleToRawLongBits(values[0])) {
                return false;
            }
        }
        return true;
    }

    /** The fewest decimals with which every value comes back bit by bit; negative when there is none. */
    private static int scale(double[] values, int count) {
        int scale = 0;
        for (int i = 0; i < count; i++) {
            while (!comesBack(values[i], scale)) {
                scale++;
                if (scale > MOST_SCALE) {
                    return -1;
                }
            }
        }
        return isSafe(values, count, scale) ? scale : -1;
    }

    private static boolean isSafe(double[] values, int count, int scale) {
        for (int i = 0; i < count; i++) {
            if (!comesBack(values[i], scale)) {
                return false;
            }
        }
        return true;
    }

    private static boolean comesBack(double value, int scale) {
        double mantissa = Math.rint(value * POWERS[scale]);
        return Math.abs(mantissa) < MOST_MANTISSA
                && Double.doubleToRawLongBits((long) mantissa / POWERS[scale]) == Double.doubleToRawLongBits(value);
    }
}
