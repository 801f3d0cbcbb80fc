package io.webbrick.gateway.events.line;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.webbrick.gateway.events.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON value onto a builder: no blanks, no line breaks, maps in their order. Infinities and NaN, which JSON
 * does not have, are written as {@code {"@float":"NaN"}}. One thread; allocates nothing but the text.
 */
final class JsonWriter {
    /** The key that marks a float JSON has no word for. */
    static final String FLOAT = "@float";

    private static final int MAX_DEPTH = 1_000;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final StringBuilder out;
    private final boolean doubleAt;

    /** With {@code doubleAt}, keys that begin with @ get one more, so that they cannot be taken for our own. */
    JsonWriter(StringBuilder out, boolean doubleAt) {
        this.out = out;
        this.doubleAt = doubleAt;
    }

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException for what JSON has no word for, and beyond 1,000 levels
     */
    void value(@Nullable Object value) {
        value(value, 0);
    }

    private void value(@Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Map<?, ?> map) {
            map(map, deeper(depth));
        } else if (value instanceof Iterable<?> list) {
            list(list, deeper(depth));
        } else if (value instanceof CharSequence || value instanceof Character) {
            string(value.toString());
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName() + " cannot be written as JSON");
        }
    }

    private static int deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new IllegalArgumentException("more than " + MAX_DEPTH + " levels cannot be written as JSON");
        }
        return depth + 1;
    }

    private void map(Map<?, ?> map, int depth) {
        out.append('{');
        boolean comma = false;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (comma) {
                out.append(',');
            }
            comma = true;
            key(String.valueOf(entry.getKey()));
            value(entry.getValue(), depth);
        }
        out.append('}');
    }

    /** The members of a map behind others: each with a comma before it, without braces. */
    void furtherMembers(Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(',');
            key(String.valueOf(entry.getKey()));
            value(entry.getValue(), 1);
        }
    }

    private void key(String key) {
        string(doubleAt && key.startsWith("@") ? "@" + key : key);
        out.append(':');
    }

    private void list(Iterable<?> list, int depth) {
        out.append('[');
        boolean comma = false;
        for (Object element : list) {
            if (comma) {
                out.append(',');
            }
            comma = true;
            value(element, depth);
        }
        out.append(']');
    }

    private void number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            fraction(number);
        } else if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger
                || number instanceof BigDecimal) {
            out.append(number);
        } else {
            throw new IllegalArgumentException("a " + number.getClass().getName() + " cannot be written as JSON");
        }
    }

    private void fraction(Number number) {
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.append("{\"").append(FLOAT).append("\":\"").append(value).append("\"}");
        } else if (number instanceof Float single) {
            out.append(NumberOutput.toString(single, true));
        } else {
            out.append(Payload.text(value));
        }
    }

    /** A JSON string with its quotes. */
    void string(String text) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || mustEscape(text, i)) {
                out.append(text, plain, i);
                escape(c);
                plain = i + 1;
            }
        }
        out.append(text, plain, text.length()).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 0xF])
                        .append(HEX[c >> 4 & 0xF])
                        .append(HEX[c & 0xF]);
        }
    }

    /** Whether the character at this index would break a line, hide text, or not survive UTF-8. */
    static boolean mustEscape(String text, int index) {
        char c = text.charAt(index);
        if (c < 0x7F) {
            return c < ' ';
        }
        if (Character.isSurrogate(c)) {
            return isLone(text, index);
        }
        return c <= 0x9F || (c >= 0x61C && isInvisible(c));
    }

    private static boolean isLone(String text, int index) {
        if (Character.isHighSurrogate(text.charAt(index))) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
    }

    /** Line and paragraph separator, the controls that turn the direction of text, byte order mark. */
    private static boolean isInvisible(char c) {
        return switch (c) {
            case '\u061C', '\u200E', '\u200F', '\u2028', '\u2029', '\uFEFF' -> true;
            default -> (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
        };
    }
}
