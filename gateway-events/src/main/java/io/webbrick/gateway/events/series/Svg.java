package io.webbrick.gateway.events.series;

import java.util.Locale;

/**
 * SVG text under construction. Everything that comes from outside goes through {@link #escape}: no text can end its
 * element, begin a script or turn the direction of what follows.
 */
final class Svg {
    private final StringBuilder out = new StringBuilder(8192);

    /** Appends markup as it stands; {@code %s} are replaced by numbers and names of this package only. */
    Svg add(String markup, Object... values) {
        out.append(values.length == 0 ? markup : String.format(Locale.ROOT, markup, rounded(values)))
                .append('\n');
        return this;
    }

    /** A text at a place; {@code style} names a class of {@link Style}. */
    Svg text(double x, double y, String anchor, String style, String text) {
        return add("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>" + guarded(text) + "</text>", x, y, anchor, style);
    }

    /** An element's description for people, shown as a tip. */
    static String tip(String text) {
        return "<title>" + guarded(text) + "</title>";
    }

    /** A coordinate with at most one decimal. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths / 10);
        return tenths % 10 == 0 ? whole : whole + "." + Math.abs(tenths % 10);
    }

    /** Text for an element or an attribute. */
    static String escape(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isHarmless(c) ? c : '\uFFFD');
            }
        });
        return escaped.toString();
    }

    private static boolean isHarmless(int c) {
        boolean control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        boolean direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
        boolean lineEnd = c == 0x2028 || c == 0x2029;
        boolean outsideXml = (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF;
        return !control && !direction && !lineEnd && !outsideXml;
    }

    private static String guarded(String text) {
        return escape(text).replace("%", "&#37;");
    }

    private static Object[] rounded(Object[] values) {
        var texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] instanceof Double value ? number(value) : values[i];
        }
        return texts;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
