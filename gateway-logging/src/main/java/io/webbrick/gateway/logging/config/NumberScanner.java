package io.webbrick.gateway.logging.config;

import java.math.BigInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the numbers of Python 2 and 3: decimal, hexadecimal, octal, binary, with underscores, fractions, exponents. */
final class NumberScanner {
    /** CPython's own bound for numbers in text; keeps the reading of a hostile file short. */
    private static final int LONGEST = 4_300;

    private static final Pattern DECIMAL = Pattern.compile("0++|[1-9][0-9]*+");
    private static final Pattern OLD_OCTAL = Pattern.compile("0[0-7]++");
    private static final Pattern PREFIXED = Pattern.compile("0[xX][0-9a-fA-F]++|0[oO][0-7]++|0[bB][01]++");
    private static final Pattern REAL =
            Pattern.compile("(?=.*[.eE])(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");

    private NumberScanner() {}

    /** A number and where it ends. */
    record Scanned(Literal value, int end) {}

    static Scanned scan(String text, int start, Consumer<String> warnings) throws LiteralException {
        int end = end(text, start);
        String token = text.substring(start, end);
        if (token.length() > LONGEST) {
            throw new LiteralException("a number of " + token.length() + " characters; at most " + LONGEST);
        }
        return new Scanned(value(token, warnings), end);
    }

    private static int end(String text, int start) {
        boolean hexadecimal = text.regionMatches(true, start, "0x", 0, 2);
        int end = start;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean exponent = (c == '+' || c == '-') && !hexadecimal && end > start && isE(text.charAt(end - 1));
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && !exponent) {
                break;
            }
            end++;
        }
        return end;
    }

    private static boolean isE(char c) {
        return c == 'e' || c == 'E';
    }

    private static Literal value(String token, Consumer<String> warnings) throws LiteralException {
        String digits = withoutUnderscores(token);
        boolean prefixed = digits.length() > 1 && Character.isLetter(digits.charAt(1)) && digits.charAt(0) == '0';
        if (!prefixed && (digits.endsWith("j") || digits.endsWith("J"))) {
            throw new LiteralException("the complex number " + Quote.of(token) + " is not accepted");
        }
        if (digits.endsWith("L") || digits.endsWith("l")) {
            digits = digits.substring(0, digits.length() - 1);
            warnings.accept(Quote.of(token) + " is Python 2; write " + Quote.of(digits));
        }
        if (DECIMAL.matcher(digits).matches()) {
            return new Literal.Whole(new BigInteger(digits));
        }
        if (OLD_OCTAL.matcher(digits).matches()) {
            warnings.accept(Quote.of(token) + " is Python 2's octal; write \"0o" + digits.substring(1) + "\"");
            return new Literal.Whole(new BigInteger(digits, 8));
        }
        if (PREFIXED.matcher(digits).matches()) {
            return new Literal.Whole(new BigInteger(digits.substring(2), radix(digits.charAt(1))));
        }
        if (digits.equals(withoutUnderscores(token)) && REAL.matcher(digits).matches()) {
            return new Literal.Real(Double.parseDouble(digits));
        }
        throw new LiteralException(Quote.of(token) + " is not a number; text needs quotes");
    }

    private static int radix(char mark) {
        return switch (mark) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            default -> 2;
        };
    }

    private static String withoutUnderscores(String token) throws LiteralException {
        if (token.indexOf('_') < 0) {
            return token;
        }
        for (int i = 0; i < token.length(); i++) {
            boolean lonely = token.charAt(i) == '_'
                    && (i == 0
                            || i == token.length() - 1
                            || token.charAt(i - 1) == '_'
                            || !Character.isLetterOrDigit(token.charAt(i + 1)));
            if (lonely) {
                throw new LiteralException(
                        Quote.of(token) + " is not a number; an underscore must stand between digits");
            }
        }
        return token.replace("_", "");
    }
}
