package io.webbrick.gateway.events.line;

/** One Python 2 string literal: prefixes u, b, r in any case, both quotes, single or triple, all escapes. Stateless. */
final class PythonText {
    private static final int LATIN_DIGITS = 2;

    private final String text;
    private final StringBuilder out;
    private final boolean unicode;
    private final boolean raw;
    private int at;

    private PythonText(String text, int quote, StringBuilder out, String prefix) {
        this.text = text;
        this.at = quote;
        this.out = out;
        this.unicode = prefix.indexOf('u') >= 0 || prefix.indexOf('U') >= 0;
        this.raw = prefix.indexOf('r') >= 0 || prefix.indexOf('R') >= 0;
    }

    /** Whether a string, prefix included, begins here. */
    static boolean startsAt(String text, int from) {
        return quoteAt(text, from) >= 0;
    }

    /** Index of the opening quote behind at most two prefix letters; negative when there is none. */
    private static int quoteAt(String text, int from) {
        int quote = from;
        if (quote < text.length() && "uUbB".indexOf(text.charAt(quote)) >= 0) {
            quote++;
        }
        if (quote < text.length() && "rR".indexOf(text.charAt(quote)) >= 0) {
            quote++;
        }
        return quote < text.length() && (text.charAt(quote) == '\'' || text.charAt(quote) == '"') ? quote : -1;
    }

    /** Appends the string that begins here to {@code out}; returns the index behind its closing quote. */
    static int read(String text, int from, StringBuilder out) throws LineException {
        int quote = quoteAt(text, from);
        return new PythonText(text, quote, out, text.substring(from, quote)).body();
    }

    private int body() throws LineException {
        char quote = text.charAt(at);
        String close = text.startsWith(String.valueOf(quote).repeat(3), at)
                ? String.valueOf(quote).repeat(3)
                : String.valueOf(quote);
        at += close.length();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == quote && text.startsWith(close, at)) {
                return at + close.length();
            }
            if (c == '\\' && at + 1 < text.length()) {
                escape(text.charAt(at + 1));
            } else {
                out.append(c);
                at++;
            }
        }
        throw new LineException("payload ends inside a string");
    }

    private void escape(char c) throws LineException {
        if (raw && !(unicode && (c == 'u' || c == 'U'))) {
            keep(c);
            return;
        }
        at += 2;
        switch (c) {
            case '\\', '\'', '"' -> out.append(c);
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000B');
            case 'x' -> hex(LATIN_DIGITS);
            case 'u', 'U', 'N' -> unicode(c);
            default -> octal(c);
        }
    }

    /** Backslash and character stay as they are. */
    private void keep(char c) {
        out.append('\\').append(c);
        at += 2;
    }

    private void unicode(char c) throws LineException {
        if (!unicode) {
            out.append('\\').append(c);
        } else if (c == 'N') {
            named();
        } else {
            hex(c == 'u' ? 4 : 8);
        }
    }

    private void hex(int digits) throws LineException {
        int code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at + i < text.length() ? Character.digit(text.charAt(at + i), 16) : -1;
            if (digit < 0 || text.charAt(at + i) > 'f') {
                throw new LineException("payload has an escape with fewer than " + digits + " hexadecimal digits");
            }
            code = code << 4 | digit;
        }
        if (!Character.isValidCodePoint(code)) {
            throw new LineException("payload has an escape beyond U+10FFFF");
        }
        out.appendCodePoint(code);
        at += digits;
    }

    private void named() throws LineException {
        int close = text.indexOf('}', at);
        if (close < 0 || text.charAt(at) != '{') {
            throw new LineException("payload has an escape \\N without {NAME}");
        }
        String name = text.substring(at + 1, close);
        try {
            out.appendCodePoint(Character.codePointOf(name));
        } catch (IllegalArgumentException e) {
            throw new LineException("payload names an unknown character: " + Json.write(name));
        }
        at = close + 1;
    }

    /** Up to three octal digits; a backslash before anything else stays. */
    private void octal(char c) {
        if (c < '0' || c > '7') {
            out.append('\\').append(c);
            return;
        }
        int code = c - '0';
        for (int i = 0; i < 2 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '7'; i++) {
            code = code * 8 + text.charAt(at++) - '0';
        }
        out.append((char) (unicode ? code : code & 0xFF));
    }
}
