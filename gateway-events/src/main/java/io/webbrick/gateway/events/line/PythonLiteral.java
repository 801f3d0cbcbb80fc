package io.webbrick.gateway.events.line;

import io.webbrick.gateway.events.Payload;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one Python 2 literal up to the end of the text: strings with their prefixes, ints, longs, floats, lists, tuples,
 * dicts, True, False, None, nan and inf. Tuples become lists, byte strings U+0000 to U+00FF, keys that are no strings
 * their text. One thread, one literal; nothing is evaluated.
 */
final class PythonLiteral {
    /** What Python 2.5 on Windows, whose C library spelled them so, printed for nan and inf. */
    private static final Map<String, Double> WINDOWS_FLOATS = Map.of(
            "1.#INF", Double.POSITIVE_INFINITY,
            "-1.#INF", Double.NEGATIVE_INFINITY,
            "1.#IND", Double.NaN,
            "-1.#IND", Double.NaN,
            "1.#QNAN", Double.NaN,
            "-1.#QNAN", Double.NaN);

    private final String text;
    private int at;

    private PythonLiteral(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** The literal that begins at {@code from} and ends with the text. */
    static @Nullable Object parse(String text, int from) throws LineException {
        var literal = new PythonLiteral(text, from);
        Object value = literal.value(0);
        if (literal.skipBlanks()) {
            throw literal.refused("text after the value");
        }
        return value;
    }

    private LineException refused(String words) {
        return new LineException("payload column " + (at + 1) + ": " + words);
    }

    /** Whether anything is left. */
    private boolean skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length();
    }

    private char next() throws LineException {
        if (!skipBlanks()) {
            throw refused("the line ends inside a value");
        }
        return text.charAt(at);
    }

    private @Nullable Object value(int depth) throws LineException {
        if (depth > Payload.MAX_DEPTH) {
            throw refused("nested deeper than " + Payload.MAX_DEPTH + " levels");
        }
        char c = next();
        return switch (c) {
            case '{' -> dict(depth + 1);
            case '[' -> list(']', depth + 1);
            case '(' -> tuple(depth + 1);
            case '\'', '"' -> strings();
            default -> word(c);
        };
    }

    private @Nullable Object word(char c) throws LineException {
        if (PythonText.startsAt(text, at)) {
            return strings();
        }
        int end = at;
        while (end < text.length() && ",:]})( \t".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(at, end);
        Object value = Character.isLetter(c) ? name(word) : number(word);
        at = end;
        return value;
    }

    private @Nullable Object name(String word) throws LineException {
        return switch (word) {
            case "None" -> null;
            case "True" -> true;
            case "False" -> false;
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            default -> throw refused("unknown word " + Json.write(word));
        };
    }

    private Object number(String word) throws LineException {
        Double windows = WINDOWS_FLOATS.get(word);
        if (windows != null) {
            return windows;
        }
        Object value = PythonNumber.read(word);
        if (value == null) {
            throw refused(word.isEmpty() ? "a value was expected" : "not a number: " + Json.write(word));
        }
        return value;
    }

    private String strings() throws LineException {
        var out = new StringBuilder();
        do {
            at = PythonText.read(text, at, out);
        } while (skipBlanks() && PythonText.startsAt(text, at));
        return out.toString();
    }

    private List<@Nullable Object> list(char close, int depth) throws LineException {
        var list = new ArrayList<@Nullable Object>();
        at++;
        while (next() != close) {
            list.add(value(depth));
            separator(close);
        }
        at++;
        return list;
    }

    /** A tuple as a list; brackets around one value without a comma are only brackets. */
    private @Nullable Object tuple(int depth) throws LineException {
        int open = at;
        List<@Nullable Object> list = list(')', depth);
        return list.size() == 1 && !endsWithComma(open) ? list.get(0) : list;
    }

    private boolean endsWithComma(int open) {
        int last = at - 2;
        while (last > open && (text.charAt(last) == ' ' || text.charAt(last) == '\t')) {
            last--;
        }
        return text.charAt(last) == ',';
    }

    private Map<String, @Nullable Object> dict(int depth) throws LineException {
        var dict = new LinkedHashMap<String, @Nullable Object>();
        at++;
        while (next() != '}') {
            String key = key(depth);
            if (next() != ':') {
                throw refused("a colon was expected after key " + Json.write(key));
            }
            at++;
            dict.put(key, value(depth));
            separator('}');
        }
        at++;
        return dict;
    }

    private String key(int depth) throws LineException {
        int from = at;
        Object key = value(depth);
        if (key instanceof String string) {
            return string;
        }
        return key instanceof Long || key instanceof BigInteger
                ? key.toString()
                : text.substring(from, at).strip();
    }

    /** Passes a comma, or stays before the closing bracket. */
    private void separator(char close) throws LineException {
        char c = next();
        if (c == ',') {
            at++;
        } else if (c != close) {
            throw refused("a comma or " + close + " was expected");
        }
    }
}
