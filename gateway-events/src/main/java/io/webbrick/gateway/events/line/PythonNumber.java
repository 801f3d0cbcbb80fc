package io.webbrick.gateway.events.line;

import io.webbrick.gateway.events.Payload;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Python 2 number: decimal, octal, hexadecimal or binary, long with its L, float, signed nan and inf. Stateless. */
final class PythonNumber {
    private static final Pattern INTEGER =
            Pattern.compile("([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|([1-9][0-9]*|0))[lL]?");
    private static final Pattern FLOAT =
            Pattern.compile("[+-]?(?:[0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][+-]?[0-9]+)?");
    private static final int[] RADIX = {0, 0, 16, 2, 8, 10};
    private static final int SHORT = 18;

    private PythonNumber() {}

    /** Long, BigInteger or Double; null when the word is no number. */
    static @Nullable Object read(String word) {
        Matcher integer = INTEGER.matcher(word);
        if (integer.matches()) {
            return integer(integer);
        }
        if (FLOAT.matcher(word).matches()) {
            return Double.parseDouble(word);
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "-nan", "+nan" -> Double.NaN;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "+inf" -> Double.POSITIVE_INFINITY;
            default -> null;
        };
    }

    private static Number integer(Matcher matcher) {
        boolean negative = matcher.group(1).equals("-");
        for (int group = 2; group < RADIX.length; group++) {
            String digits = matcher.group(group);
            if (digits != null) {
                return integer(negative ? "-" + digits : digits, RADIX[group]);
            }
        }
        throw new IllegalStateException("a number without digits: " + matcher.group());
    }

    private static Number integer(String digits, int radix) {
        return digits.length() <= SHORT && radix <= 10
                ? (Number) Long.parseLong(digits, radix)
                : Payload.integer(new BigInteger(digits, radix));
    }
}
