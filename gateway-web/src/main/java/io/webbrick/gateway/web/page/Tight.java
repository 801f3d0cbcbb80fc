package io.webbrick.gateway.web.page;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A script without the blanks and line ends that mean nothing to a browser. Texts, templates and regular expressions stay
 * as they are; a line end stays where it could end a statement, unless that ends with a brace: an expression that does so
 * wants its semicolon. It wants no comments. One use, one thread.
 */
final class Tight {
    private static final String BEFORE_REGEX = "(,=:[!&|?{};+-*%<>~^\n";
    private static final String OPENS = "{};,([:?&|=>";
    private static final String CLOSES = "}]),;:?&|=";

    private final String script;
    private final StringBuilder out;
    private final Deque<Integer> templates = new ArrayDeque<>();
    private int braces;
    private int at;

    private Tight(String script) {
        this.script = script;
        this.out = new StringBuilder(script.length());
    }

    /** The script, tight. */
    static String of(String script) {
        var tight = new Tight(script);
        while (tight.at < script.length()) {
            tight.next();
        }
        return tight.out.toString();
    }

    private void next() {
        char c = script.charAt(at);
        if (Character.isWhitespace(c)) {
            blanks();
        } else if (c == '\'' || c == '"') {
            copyUntil(c);
        } else if (c == '`' || (c == '}' && !templates.isEmpty() && templates.peek() == braces)) {
            template(c);
        } else if (c == '/' && BEFORE_REGEX.indexOf(last()) >= 0) {
            regex();
        } else {
            braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            out.append(c);
            at++;
        }
    }

    private void blanks() {
        boolean line = false;
        for (; at < script.length() && Character.isWhitespace(script.charAt(at)); at++) {
            line |= script.charAt(at) == '\n';
        }
        char before = last();
        char after = at < script.length() ? script.charAt(at) : ';';
        boolean words = Character.isJavaIdentifierPart(before) && Character.isJavaIdentifierPart(after);
        boolean signs = before == after && "+-/".indexOf(before) >= 0;
        if (line && OPENS.indexOf(before) < 0 && CLOSES.indexOf(after) < 0) {
            out.append('\n');
        } else if (words || signs) {
            out.append(' ');
        }
    }

    private char last() {
        return out.isEmpty() ? ';' : out.charAt(out.length() - 1);
    }

    private void copyUntil(char end) {
        copy();
        while (script.charAt(at) != end) {
            copy();
        }
        copy();
    }

    /** One character, with the one that it escapes. */
    private void copy() {
        if (script.charAt(at) == '\\') {
            out.append(script.charAt(at++));
        }
        out.append(script.charAt(at++));
    }

    /** From its begin, or from the end of a value in it, to the next value or its end. */
    private void template(char begin) {
        if (begin == '}') {
            templates.pop();
        }
        copy();
        while (script.charAt(at) != '`' && !script.startsWith("${", at)) {
            copy();
        }
        if (script.charAt(at) == '$') {
            copy();
            templates.push(braces);
        }
        copy();
    }

    private void regex() {
        copy();
        for (boolean set = false; set || script.charAt(at) != '/'; copy()) {
            set = script.charAt(at) == '[' || (set && script.charAt(at) != ']');
        }
        copy();
    }
}
