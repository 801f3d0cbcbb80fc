package io.webbrick.gateway.logging.record;

import java.lang.reflect.Array;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message template with its arguments, by the rules of {@link Template}; arrays are shown element by element.
 * One thread.
 */
final class MessageText {
    private static final int MAX_DEPTH = 8;

    private final Utf8Buffer out;
    private final DecimalText decimals;
    private final char[] oneChar = new char[1];
    private final CharSequence oneCharText = CharBuffer.wrap(oneChar);

    MessageText(Utf8Buffer out) {
        this.out = out;
        this.decimals = new DecimalText(out);
    }

    void format(@Nullable String template, int count, @Nullable Object first, @Nullable Object second) {
        if (template == null || count == 0) {
            out.append(template == null ? "null" : template);
            return;
        }
        Template parts = Template.of(template, count);
        if (parts.placeholders() > 0) {
            parts.appendPiece(out, 0);
            argument(first);
        }
        if (parts.placeholders() > 1) {
            parts.appendPiece(out, 1);
            argument(second);
        }
        parts.appendPiece(out, parts.placeholders());
    }

    void format(@Nullable String template, Object @Nullable [] arguments, int count) {
        if (template == null || arguments == null || count == 0) {
            out.append(template == null ? "null" : template);
            return;
        }
        Template parts = Template.of(template, count);
        for (int index = 0; index < parts.placeholders(); index++) {
            parts.appendPiece(out, index);
            argument(arguments[index]);
        }
        parts.appendPiece(out, parts.placeholders());
    }

    /** Writes one argument; never throws anything but what the machine itself cannot bear. */
    void argument(@Nullable Object value) {
        if (value instanceof String text) {
            out.append(text);
        } else {
            guarded(value);
        }
    }

    private void guarded(@Nullable Object value) {
        int start = out.length();
        try {
            value(value, 0);
        } catch (StackOverflowError | RuntimeException | LinkageError | AssertionError broken) {
            out.length(start);
            out.append("[FAILED toString() of ");
            out.append(value == null ? "null" : value.getClass().getName());
            out.append(": ");
            out.append(broken.getClass().getName());
            out.append("]");
        }
    }

    private void value(@Nullable Object value, int depth) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            out.append(text);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            out.appendDecimal(((Number) value).longValue());
        } else if (value instanceof Double number) {
            decimals.append(number.doubleValue());
        } else if (value instanceof Float number) {
            decimals.append(number.floatValue());
        } else if (value instanceof Boolean flag) {
            out.append(flag ? "true" : "false");
        } else if (value instanceof Character character) {
            oneChar[0] = character;
            out.append(oneCharText);
        } else if (value instanceof CharSequence text) {
            out.append(text);
        } else if (value.getClass().isArray()) {
            array(value, depth);
        } else {
            String text = value.toString();
            out.append(text == null ? "null" : text);
        }
    }

    private void array(Object array, int depth) {
        if (depth == MAX_DEPTH) {
            out.append("[...]");
            return;
        }
        out.put('[');
        int length = Array.getLength(array);
        for (int index = 0; index < length; index++) {
            if (index > 0) {
                out.append(", ");
            }
            Object element = Array.get(array, index);
            if (element != null && element.getClass().isArray()) {
                array(element, depth + 1);
            } else {
                argument(element);
            }
        }
        out.put(']');
    }
}
