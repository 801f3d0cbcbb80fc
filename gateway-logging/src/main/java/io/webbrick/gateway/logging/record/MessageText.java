package io.webbrick.gateway.logging.record;

import java.lang.reflect.Array;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message template with its arguments, by SLF4J's rules: <code>{}</code> takes the next argument, a backslash
 * before it keeps it as text, two backslashes are one backslash before an argument; arrays are shown element by
 * element. One thread.
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
        if (template == null) {
            out.append("null");
            return;
        }
        int from = 0;
        for (int argument = 0; argument < count; argument++) {
            int brace = nextPlaceholder(template, from);
            if (brace < 0) {
                break;
            }
            from = before(template, from, brace);
            if (from < 0) {
                from = brace + 1;
                argument--;
                continue;
            }
            argument(argument == 0 ? first : second);
        }
        out.append(template, from, template.length());
    }

    void format(@Nullable String template, Object @Nullable [] arguments, int count) {
        if (template == null) {
            out.append("null");
            return;
        }
        int from = 0;
        int argument = 0;
        while (arguments != null && argument < count) {
            int brace = nextPlaceholder(template, from);
            if (brace < 0) {
                break;
            }
            from = before(template, from, brace);
            if (from < 0) {
                from = brace + 1;
                continue;
            }
            argument(arguments[argument++]);
        }
        out.append(template, from, template.length());
    }

    private static int nextPlaceholder(String template, int from) {
        return template.indexOf("{}", from);
    }

    /**
     * Writes the text up to the placeholder; returns where the template goes on after it, or -1 when a backslash makes
     * it text (then its opening brace is written too).
     */
    private int before(String template, int from, int brace) {
        boolean escaped = brace > from && template.charAt(brace - 1) == '\\';
        if (!escaped) {
            out.append(template, from, brace);
            return brace + 2;
        }
        boolean doubled = brace - 1 > from && template.charAt(brace - 2) == '\\';
        out.append(template, from, brace - 1);
        if (doubled) {
            return brace + 2;
        }
        out.put('{');
        return -1;
    }

    /** Writes one argument; never throws anything but what the machine itself cannot bear. */
    void argument(@Nullable Object value) {
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
