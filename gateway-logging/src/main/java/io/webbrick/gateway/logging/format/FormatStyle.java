package io.webbrick.gateway.logging.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's three styles of formats, rewritten as the percent style that {@link LineFormat} compiles. Stateless. */
final class FormatStyle {
    private static final Pattern PERCENT =
            Pattern.compile("%\\(\\w+\\)[#0+ -]*(\\*|\\d+)?(\\.(\\*|\\d+))?[diouxefgcrsa%]", Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACE = Pattern.compile("\\{\\{|\\}\\}|\\{([^{}]*)\\}|[{}%]");
    private static final Pattern FIELD =
            Pattern.compile("(\\w+)(?:![rsa])?(?::(0?)([<>]?)(0?)(\\d*)(?:\\.(\\d+))?([sdf]?))?");
    private static final Pattern DOLLAR = Pattern.compile("\\$\\$|\\$\\{(\\w+)\\}|\\$([A-Za-z_]\\w*)|[$%]");

    private FormatStyle() {}

    /**
     * The format in percent style.
     *
     * @param style {@code %}, <code>{</code> or {@code $}
     * @param validate whether a format without any attribute is refused, as Python does
     * @throws IllegalArgumentException saying what is wrong
     */
    static String toPercent(String format, String style, boolean validate) {
        String percent = switch (style) {
            case "%" -> format;
            case "{" -> fromBraces(format);
            case "$" -> fromDollars(format);
            default -> throw new IllegalArgumentException("style \"" + style + "\" unknown; one of % { $");
        };
        if (validate && !format.isEmpty() && !PERCENT.matcher(percent).find()) {
            throw new IllegalArgumentException(
                    "Invalid format '" + format + "' for '" + style + "' style: it shows no attribute of a record");
        }
        return percent;
    }

    private static String fromBraces(String format) {
        Matcher piece = BRACE.matcher(format);
        var percent = new StringBuilder();
        while (piece.find()) {
            String replacement = switch (piece.group()) {
                case "{{" -> "{";
                case "}}" -> "}";
                case "%" -> "%%";
                case "{", "}" ->
                    throw new IllegalArgumentException(
                            "format \"" + format + "\": a single " + piece.group() + "; write it twice for one");
                default -> field(format, piece.group(1));
            };
            piece.appendReplacement(percent, Matcher.quoteReplacement(replacement));
        }
        return piece.appendTail(percent).toString();
    }

    private static String field(String format, String field) {
        Matcher parts = FIELD.matcher(field);
        if (!parts.matches()) {
            throw new IllegalArgumentException("format \"" + format + "\": field {" + field
                    + "} not understood; write {name}, or {name:<8} to fill it up");
        }
        boolean zeros = !nothing(parts.group(2)) || !nothing(parts.group(4));
        String kind = nothing(parts.group(7)) ? "s" : parts.group(7);
        boolean left = "<".equals(parts.group(3)) || (nothing(parts.group(3)) && kind.equals("s"));
        String width = nothing(parts.group(5)) ? "" : (left ? "-" : zeros ? "0" : "") + parts.group(5);
        String precision = parts.group(6) == null ? "" : "." + parts.group(6);
        return "%(" + parts.group(1) + ")" + width + precision + kind;
    }

    private static boolean nothing(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static String fromDollars(String format) {
        Matcher piece = DOLLAR.matcher(format);
        var percent = new StringBuilder();
        while (piece.find()) {
            String name = piece.group(1) != null ? piece.group(1) : piece.group(2);
            String replacement = switch (piece.group()) {
                case "$$" -> "$";
                case "%" -> "%%";
                case "$" ->
                    throw new IllegalArgumentException(
                            "format \"" + format + "\": a $ without a name; write $$ for one");
                default -> "%(" + name + ")s";
            };
            piece.appendReplacement(percent, Matcher.quoteReplacement(replacement));
        }
        return piece.appendTail(percent).toString();
    }
}
