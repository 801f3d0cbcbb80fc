package io.webbrick.gateway.web.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A piece of a script: put together, the tokens are the script. Immutable.
 *
 * @param kind what it is
 * @param text as it stands in the script
 */
record Token(Kind kind, String text) {
    /** What a token may be. */
    enum Kind {
        BLANK,
        /** A name, a word of the language or a number. */
        WORD,
        /** A text, or a regular expression. */
        TEXT,
        /** A template, or a part of one: up to a value in it, between two values, or from the last one on. */
        TEMPLATE,
        /** One character. */
        SIGN
    }

    static final Token NONE = new Token(Kind.BLANK, "");

    boolean is(String other) {
        return text.equals(other) && (kind == Kind.SIGN || kind == Kind.WORD);
    }

    /** Whether something begins here that ends with another token. */
    boolean opens() {
        return kind == Kind.TEMPLATE ? text.endsWith("${") : kind == Kind.SIGN && "([{".contains(text);
    }

    /** Whether something ends here that began with another token. */
    boolean closes() {
        return kind == Kind.TEMPLATE ? text.startsWith("}") : kind == Kind.SIGN && ")]}".contains(text);
    }

    /** The tokens of a script. It wants no comments. */
    static List<Token> of(String script) {
        return new Lexer(script).tokens();
    }

    /** Takes a script apart. One use, one thread. */
    private static final class Lexer {
        private static final String BEFORE_REGEX = "(,=:[!&|?{};+-*%<>~^";

        private final String script;
        private final List<Token> tokens = new ArrayList<>();
        private final Deque<Integer> templates = new ArrayDeque<>();
        private char last = ';';
        private int braces;
        private int at;

        Lexer(String script) {
            this.script = script;
        }

        List<Token> tokens() {
            while (at < script.length()) {
                int begin = at;
                Kind kind = pass(script.charAt(at));
                tokens.add(new Token(kind, script.substring(begin, at)));
                last = kind == Kind.BLANK ? last : script.charAt(at - 1);
            }
            return tokens;
        }

        private Kind pass(char c) {
            if (Character.isWhitespace(c)) {
                for (; at < script.length() && Character.isWhitespace(script.charAt(at)); at++) {}
                return Kind.BLANK;
            }
            if (Character.isJavaIdentifierPart(c)) {
                word();
                return Kind.WORD;
            }
            if (c == '\'' || c == '"') {
                character();
                for (; script.charAt(at) != c; character()) {}
                at++;
                return Kind.TEXT;
            }
            if (c == '`' || (c == '}' && !templates.isEmpty() && templates.peek() == braces)) {
                template(c);
                return Kind.TEMPLATE;
            }
            if (c == '/' && BEFORE_REGEX.indexOf(last) >= 0) {
                regex();
                return Kind.TEXT;
            }
            braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            at++;
            return Kind.SIGN;
        }

        private void word() {
            for (; at < script.length() && Character.isJavaIdentifierPart(script.charAt(at)); at++) {}
        }

        /** One character, with the one that it escapes. */
        private void character() {
            at += script.charAt(at) == '\\' ? 2 : 1;
        }

        /** From its begin, or from the end of a value in it, to the next value or its end. */
        private void template(char begin) {
            if (begin == '}') {
                templates.pop();
            }
            character();
            while (script.charAt(at) != '`' && !script.startsWith("${", at)) {
                character();
            }
            if (script.charAt(at) == '$') {
                templates.push(braces);
                at++;
            }
            at++;
        }

        private void regex() {
            character();
            for (boolean set = false; set || script.charAt(at) != '/'; character()) {
                set = script.charAt(at) == '[' || (set && script.charAt(at) != ']');
            }
            at++;
            word();
        }
    }
}
