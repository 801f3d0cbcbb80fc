package io.webbrick.gateway.logging.config;

import java.util.Locale;

/** Reads one quoted Python string: prefixes r, u and b in every combination Python knew, single or triple quotes. */
final class StringScanner {
    private final String text;
    private final boolean raw;
    private final boolean bytes;
    private final StringBuilder out;
    private int at;

    private StringScanner(String text, int at, String prefix, StringBuilder out) {
        this.text = text;
        this.at = at;
        this.raw = prefix.indexOf('r') >= 0;
        this.bytes = prefix.indexOf('b') >= 0;
        this.out = out;
    }

    /** Whether a string starts here. */
    static boolean startsAt(String text, int at) {
        int quote = quote(text, at);
        return quote < text.length() && (text.charAt(quote) == '\'' || text.charAt(quote) == '"');
    }

    private static int quote(String text, int at) {
        int quote = at;
        while (quote < text.length() && quote < at + 2 && "rRuUbB".indexOf(text.charAt(quote)) >= 0) {
            quote++;
        }
        return quote;
    }

    /** Reads the string that starts here, appends what it means, and returns where it ends. */
    static int scan(String text, int start, StringBuilder out) throws LiteralException {
        int quote = quote(text, start);
        String prefix = text.substring(start, quote).toLowerCase(Locale.ROOT);
        if (prefix.equals("ub")
                || prefix.equals("bu")
                || prefix.equals("ru")
                || prefix.equals("rr")
                || prefix.equals("uu")
                || prefix.equals("bb")) {
            throw new LiteralException("the prefix " + Quote.of(prefix) + " of a string is not known");
        }
        var scanner = new StringScanner(text, quote, prefix, out);
        char mark = text.charAt(quote);
        boolean triple = text.startsWith(String.valueOf(mark).repeat(3), quote);
        scanner.at += triple ? 3 : 1;
        scanner.body(mark, triple);
        return scanner.at;
    }

    private void body(char mark, boolean triple) throws LiteralException {
        String close = String.valueOf(mark).repeat(triple ? 3 : 1);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == mark && text.startsWith(close, at)) {
                at += close.length();
                return;
            }
            if (c == '\n' && !triple) {
                break;
            }
            if (c == 0) {
                throw new LiteralException("a text holds a NUL character");
            }
            if (c == '\\') {
                escape();
            } else {
                out.append(c);
                at++;
            }
        }
        throw new LiteralException("the closing quote " + close + " is missing");
    }

    private void escape() throws LiteralException {
        if (at + 1 >= text.length()) {
            throw new LiteralException("a backslash stands at the end; the closing quote is missing");
        }
        char c = text.charAt(at + 1);
        at += 2;
        if (raw) {
            out.append('\\').append(c);
            return;
        }
        int simple = "\\'\"abfnrtv".indexOf(c);
        if (simple >= 0) {
            out.append("\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
        } else if (c >= '0' && c <= '7') {
            octal();
        } else if (c == 'x') {
            out.appendCodePoint(hexadecimal(2));
        } else if (c == 'u' && !bytes) {
            out.append((char) hexadecimal(4));
        } else if (c == 'U' && !bytes) {
            out.appendCodePoint(codePoint(hexadecimal(8)));
        } else if (c == 'N' && !bytes) {
            out.appendCodePoint(named());
        } else if (c != '\n') {
            out.append('\\').append(c);
        }
    }

    private void octal() {
        int value = 0;
        int end = Math.min(text.length(), at + 2);
        at--;
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '7') {
            value = value * 8 + text.charAt(at++) - '0';
        }
        out.append((char) value);
    }

    private int hexadecimal(int digits) throws LiteralException {
        long value = 0;
        for (int i = 0; i < digits; i++, at++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0 || text.charAt(at) > 'f') {
                throw new LiteralException("an escape \\x, \\u or \\U needs " + digits
                        + " hexadecimal digits; a path is best written with / instead of \\");
            }
            value = value * 16 + digit;
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private static int codePoint(int value) throws LiteralException {
        if (!Character.isValidCodePoint(value)) {
            throw new LiteralException(String.format("\\U%08x is beyond the last character", value));
        }
        return value;
    }

    private int named() throws LiteralException {
        int close = text.indexOf('}', at);
        if (at >= text.length() || text.charAt(at) != '{' || close < 0) {
            throw new LiteralException(
                    "an escape \\N needs a name in braces; a path is best written with / instead of \\");
        }
        String name = text.substring(at + 1, close);
        at = close + 1;
        try {
            return Character.codePointOf(name);
        } catch (IllegalArgumentException e) {
            throw new LiteralException("no character has the name " + Quote.of(name));
        }
    }
}
