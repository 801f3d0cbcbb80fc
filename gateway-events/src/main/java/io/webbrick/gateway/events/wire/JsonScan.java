package io.webbrick.gateway.events.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in JSON by the names they stand under, also where it is cut off, several documents follow each other or something
 * else stands around them. Arrays count as nothing: what they hold stands under their own name. One text, one thread.
 */
final class JsonScan {
    private static final int DEEPEST = 64;

    private final String text;
    private final MaskRules rules;
    private final Found found;

    /** The names of the open objects and arrays, the outermost first; empty text where one has none. */
    private final Deque<String> open = new ArrayDeque<>();

    /** Of each of them whether it is an object. */
    private final Deque<Boolean> objects = new ArrayDeque<>();

    private @Nullable String name;

    /** How many are open that are not in those lists. */
    private int deeper;

    private JsonScan(String text, MaskRules rules, Found found) {
        this.text = text;
        this.rules = rules;
        this.found = found;
    }

    static void scan(String text, MaskRules rules, Found found) {
        if (text.indexOf('"') >= 0 && text.indexOf(':') >= 0) {
            new JsonScan(text, rules, found).run();
        }
    }

    private void run() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at = string(at);
            } else if (c == '{' || c == '[') {
                push(c == '{');
                at++;
            } else if (c == '}' || c == ']') {
                pop();
                at++;
            } else if (c == ',') {
                name = isInArray() ? open.peekLast() : null;
                at++;
            } else if (Character.isLetterOrDigit(c) || c == '-') {
                at = scalar(at);
            } else {
                at++;
            }
        }
    }

    private boolean isInArray() {
        return Boolean.FALSE.equals(objects.peekLast());
    }

    private void push(boolean object) {
        if (open.size() < DEEPEST) {
            open.addLast(name == null ? "" : name);
            objects.addLast(object);
        } else {
            deeper++;
        }
        name = object ? null : name;
    }

    private void pop() {
        if (deeper > 0) {
            deeper--;
        } else {
            open.pollLast();
            objects.pollLast();
        }
        name = isInArray() ? open.peekLast() : null;
    }

    /** A name when a colon follows, else a value; a quote whose line ends before the next one may be part of something else. */
    private int string(int quote) {
        int end = quote + 1;
        boolean breaks = false;
        while (end < text.length() && text.charAt(end) != '"') {
            breaks |= text.charAt(end) == '\n';
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, text.length());
        int next = end + 1;
        while (next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
        if (breaks && !isJsonAt(next) && !isSecret()) {
            return quote + 1;
        }
        if (next < text.length() && text.charAt(next) == ':' && !isInArray()) {
            name = unescaped(quote + 1, end);
            return next + 1;
        }
        value(quote + 1, end);
        return end + 1;
    }

    private boolean isJsonAt(int index) {
        return index >= text.length() || ",:]}".indexOf(text.charAt(index)) >= 0;
    }

    private int scalar(int begin) {
        int end = begin;
        while (end < text.length() && ",]}\"".indexOf(text.charAt(end)) < 0 && text.charAt(end) > ' ') {
            end++;
        }
        boolean word =
                text.startsWith("true", begin) || text.startsWith("false", begin) || text.startsWith("null", begin);
        if (!word) {
            value(begin, end);
        }
        return end;
    }

    private void value(int begin, int end) {
        if (end > begin && isSecret()) {
            found.secret(begin, end, unescaped(begin, end));
        }
    }

    /** Whether what comes next stands under the name of a secret. */
    private boolean isSecret() {
        return name != null && rules.path(path());
    }

    /** The names from the outermost to the value's own; what an array holds repeats its name, which counts once. */
    private List<String> path() {
        var path = new ArrayList<String>();
        open.forEach(each -> add(path, each));
        add(path, String.valueOf(name));
        return path;
    }

    private static void add(List<String> path, String each) {
        if (!each.isEmpty() && (path.isEmpty() || !path.get(path.size() - 1).equals(each))) {
            path.add(each);
        }
    }

    private String unescaped(int begin, int end) {
        String raw = text.substring(begin, end);
        return raw.indexOf('\\') < 0 ? raw : Decoding.json(View.of(raw)).text();
    }
}
