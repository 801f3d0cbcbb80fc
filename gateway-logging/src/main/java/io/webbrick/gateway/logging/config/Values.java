package io.webbrick.gateway.logging.config;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plain JSON values as Python sees and prints them. Stateless. */
final class Values {
    private static final Map<String, Integer> LEVELS = Map.of(
            "CRITICAL", 50, "FATAL", 50, "ERROR", 40, "WARNING", 30, "WARN", 30, "INFO", 20, "DEBUG", 10, "NOTSET", 0);

    private Values() {}

    static boolean truthy(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value instanceof Boolean truth ? truth : value != null && !value.equals("");
    }

    /** Python's str(). */
    static String str(@Nullable Object value) {
        return value instanceof String text ? text : repr(value);
    }

    /** Python's repr(). */
    static String repr(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var out = new StringBuilder().append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(c);
                    } else if (c < ' ' || c == 127) {
                        out.append(String.format("\\x%02x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append(quote).toString();
    }

    /** A level's number as a configuration may write it: a number, or one of Python's names in capitals. */
    static int level(@Nullable Object value) throws PythonError {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Number number && isWhole(number)) {
            return number.intValue();
        }
        if (value instanceof String name) {
            Integer level = LEVELS.get(name);
            if (level == null) {
                throw PythonError.value("Unknown level: " + repr(name));
            }
            return level;
        }
        throw PythonError.type("Level not an integer or a valid string: " + repr(value));
    }

    /** A level's number as a call gives it. */
    static int calledLevel(@Nullable Object value) throws PythonError {
        Object known = value instanceof String name && LEVELS.containsKey(name) ? LEVELS.get(name) : value;
        if (known instanceof Integer number) {
            return number;
        }
        throw PythonError.type("level must be an integer");
    }

    /** Python's name of a level. */
    static String levelName(int level) {
        return switch (level) {
            case 50 -> "CRITICAL";
            case 40 -> "ERROR";
            case 30 -> "WARNING";
            case 20 -> "INFO";
            case 10 -> "DEBUG";
            case 0 -> "NOTSET";
            default -> "Level " + level;
        };
    }

    static boolean isWhole(@Nullable Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    }

    /** A map with text keys; a {@code TypeError} when it is none. */
    @SuppressWarnings("unchecked") // JSON has no other keys
    static Map<String, @Nullable Object> map(@Nullable Object value, String what) throws PythonError {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw PythonError.type(what + " is no mapping: " + repr(value));
    }

    /** A list; a {@code TypeError} when it is none. */
    static List<?> list(@Nullable Object value, String what) throws PythonError {
        if (!truthy(value)) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw PythonError.type(what + " is no list: " + repr(value));
    }
}
