package io.webbrick.gateway.logging.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's {@code template % arguments}. One use. */
final class Percent {
    private static final Pattern CONVERSION =
            Pattern.compile("%(?:\\(([^)]*)\\))?([-#0 +]*)(\\*|\\d*)(?:\\.(\\*|\\d*))?[hlL]?(.?)", Pattern.DOTALL);

    private final String template;
    private final @Nullable Map<String, @Nullable Object> named;
    private final List<?> arguments;
    private int next;

    private Percent(String template, @Nullable Map<String, @Nullable Object> named, List<?> arguments) {
        this.template = template;
        this.named = named;
        this.arguments = arguments;
    }

    /** With arguments by name. */
    static String named(String template, Map<String, @Nullable Object> named) throws PythonError {
        return new Percent(template, named, List.of()).text();
    }

    /** With arguments in order. */
    static String ordered(String template, List<?> arguments) throws PythonError {
        return new Percent(template, null, arguments).text();
    }

    private String text() throws PythonError {
        var out = new StringBuilder();
        Matcher matcher = CONVERSION.matcher(template);
        int from = 0;
        while (matcher.find()) {
            out.append(template, from, matcher.start());
            from = matcher.end();
            out.append(conversion(matcher));
        }
        if (named == null && next < arguments.size()) {
            throw PythonError.type("not all arguments converted during string formatting");
        }
        return out.append(template, from, template.length()).toString();
    }

    private String conversion(Matcher matcher) throws PythonError {
        String kind = matcher.group(5);
        if (kind.isEmpty()) {
            throw PythonError.value("incomplete format");
        }
        if (kind.equals("%")) {
            return "%";
        }
        String flags = matcher.group(2);
        int width = number(matcher.group(3));
        int precision = matcher.group(4) == null ? -1 : number(matcher.group(4));
        if (width < 0) {
            flags += "-";
            width = -width;
        }
        Object value = value(matcher.group(1));
        return switch (kind.charAt(0)) {
            case 's' -> filled(cut(Values.str(value), precision), width, flags, false);
            case 'r', 'a' -> filled(cut(Values.repr(value), precision), width, flags, false);
            case 'c' -> filled(character(value), width, flags, false);
            case 'd', 'i', 'u' -> filled(signed(whole(value, kind).toString(), flags), width, flags, true);
            case 'x' -> filled(signed(whole(value, kind).toString(16), flags), width, flags, true);
            case 'X' ->
                filled(signed(whole(value, kind).toString(16).toUpperCase(Locale.ROOT), flags), width, flags, true);
            case 'o' -> filled(signed(whole(value, kind).toString(8), flags), width, flags, true);
            case 'f', 'F', 'e', 'E', 'g', 'G' ->
                filled(signed(real(value, kind, precision), flags), width, flags, true);
            default -> throw unsupported(kind, matcher.start(5));
        };
    }

    private static PythonError unsupported(String kind, int at) {
        int code = kind.codePointAt(0);
        return PythonError.value(
                "unsupported format character '" + kind + "' (0x" + Integer.toHexString(code) + ") at index " + at);
    }

    private int number(String digits) throws PythonError {
        if (digits.equals("*")) {
            return whole(value(null), "*").intValue();
        }
        return digits.isEmpty() ? 0 : Integer.parseInt(digits.substring(0, Math.min(6, digits.length())));
    }

    private @Nullable Object value(@Nullable String name) throws PythonError {
        if (name != null) {
            if (named == null) {
                throw PythonError.type("format requires a mapping");
            }
            if (!named.containsKey(name)) {
                throw new PythonError("KeyError", Values.repr(name));
            }
            return named.get(name);
        }
        if (named != null) {
            return named;
        }
        if (next >= arguments.size()) {
            throw PythonError.type("not enough arguments for format string");
        }
        return arguments.get(next++);
    }

    private static String cut(String text, int precision) {
        return precision >= 0 && text.codePointCount(0, text.length()) > precision
                ? text.substring(0, text.offsetByCodePoints(0, precision))
                : text;
    }

    private static String character(@Nullable Object value) throws PythonError {
        if (Values.isWhole(value) && value instanceof Number code) {
            return Character.toString(code.intValue());
        }
        if (value instanceof String text && text.codePointCount(0, text.length()) == 1) {
            return text;
        }
        throw PythonError.type("%c requires int or char");
    }

    private static BigInteger whole(@Nullable Object value, String kind) throws PythonError {
        if (value instanceof Boolean truth) {
            return truth ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (value instanceof Number number && Values.isWhole(number)) {
            return new BigInteger(number.toString());
        }
        if (value instanceof Double real && "diu".contains(kind) && Double.isFinite(real)) {
            return BigDecimal.valueOf(real).toBigInteger();
        }
        throw PythonError.type("%" + kind + " format: a real number is required, not " + typeOf(value));
    }

    private static String real(@Nullable Object value, String kind, int precision) throws PythonError {
        Object number = value instanceof Boolean truth ? (Object) (truth ? 1 : 0) : value;
        if (!(number instanceof Number given)) {
            throw PythonError.type("must be real number, not " + typeOf(value));
        }
        return String.format(
                Locale.ROOT, "%." + (precision < 0 ? 6 : precision) + kind.replace('F', 'f'), given.doubleValue());
    }

    private static String typeOf(@Nullable Object value) {
        if (value instanceof String) {
            return "str";
        }
        if (value instanceof List) {
            return "list";
        }
        return value instanceof Map ? "dict" : value == null ? "NoneType" : "float";
    }

    private static String signed(String digits, String flags) {
        if (digits.startsWith("-")) {
            return digits;
        }
        return flags.contains("+") ? "+" + digits : flags.contains(" ") ? " " + digits : digits;
    }

    private static String filled(String text, int width, String flags, boolean number) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        if (number && flags.contains("0")) {
            int sign = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
            return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
        }
        return " ".repeat(missing) + text;
    }
}
