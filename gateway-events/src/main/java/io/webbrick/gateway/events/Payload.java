package io.webbrick.gateway.events;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values an event may carry, each in exactly one form: integers are Long where they fit and BigInteger beyond,
 * fractions are Double where the shortest text of the double is the same number and BigDecimal otherwise. Maps keep
 * their order. Stateless.
 */
public final class Payload {
    /**
     * Lists and maps may be nested this deep: far more than any device needs, and few enough for every walk through a
     * payload to fit into the smallest stack.
     */
    public static final int MAX_DEPTH = 200;

    private static final int LONG_BITS = 63;

    private Payload() {}

    /**
     * An unmodifiable copy with every number in its one form; a value that this method made is returned as it is.
     *
     * @throws IllegalArgumentException for a value that is no JSON value, and beyond {@link #MAX_DEPTH} levels
     */
    public static @Nullable Object freeze(@Nullable Object value) {
        return freeze(value, 0);
    }

    private static @Nullable Object freeze(@Nullable Object value, int depth) {
        if (value == null
                || value instanceof String
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return depth == 0 && map instanceof FrozenMap ? map : freezeMap(map, deeper(depth));
        }
        if (value instanceof List<?> list) {
            return depth == 0 && list instanceof FrozenList ? list : freezeList(list, deeper(depth));
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        throw new IllegalArgumentException("payload holds a " + value.getClass().getName()
                + "; only maps, lists, strings, numbers, booleans and null can be written");
    }

    private static int deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new IllegalArgumentException("payload is nested deeper than " + MAX_DEPTH + " levels");
        }
        return depth + 1;
    }

    private static FrozenMap freezeMap(Map<?, ?> map, int depth) {
        var copy = new LinkedHashMap<String, @Nullable Object>(map.size() * 2);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new IllegalArgumentException("payload key " + entry.getKey() + " is not a string");
            }
            copy.put(key, freeze(entry.getValue(), depth));
        }
        return new FrozenMap(copy);
    }

    private static FrozenList freezeList(List<?> list, int depth) {
        var copy = new ArrayList<@Nullable Object>(list.size());
        for (Object element : list) {
            copy.add(freeze(element, depth));
        }
        return new FrozenList(copy.toArray());
    }

    private static Number number(Number number) {
        if (number instanceof BigInteger big) {
            return integer(big);
        }
        if (number instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        if (number instanceof Float single) {
            return single.isNaN() || single.isInfinite()
                    ? single.doubleValue()
                    : Double.parseDouble(NumberOutput.toString(single, true));
        }
        throw new IllegalArgumentException("payload holds a "
                + number.getClass().getName() + "; numbers are int, long, float, double, BigInteger or BigDecimal");
    }

    /** The one form of an integer: Long where it fits. */
    public static Number integer(BigInteger value) {
        return value.bitLength() <= LONG_BITS ? (Number) value.longValue() : value;
    }

    /**
     * The one form of a decimal: Double where its shortest text is exactly this number; else an integer where it is
     * written without point and exponent; else the digits as they are.
     */
    public static Number decimal(BigDecimal value) {
        double near = value.doubleValue();
        if (!Double.isInfinite(near) && new BigDecimal(text(near)).compareTo(value) == 0) {
            return near;
        }
        return value.scale() == 0 ? integer(value.unscaledValue()) : value;
    }

    /** The shortest text that reads back as this double; the same on every Java version. */
    public static String text(double value) {
        return NumberOutput.toString(value, true);
    }
}
