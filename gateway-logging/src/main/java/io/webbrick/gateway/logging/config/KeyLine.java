package io.webbrick.gateway.logging.config;

import org.jspecify.annotations.Nullable;

/**
 * A line {@code key = value}; the key may be quoted, hold blanks and dots.
 *
 * @param value everything behind the equals sign, comment included
 */
record KeyLine(String key, String value) {
    /** The key and value in this line; null when the line is something else. */
    static @Nullable KeyLine of(String line) {
        int start = Lines.skipBlanks(line, 0);
        if (start >= line.length() || line.charAt(start) == '=') {
            return null;
        }
        char first = line.charAt(start);
        int equals = first == '"' || first == '\'' ? afterQuoted(line, start, first) : line.indexOf('=', start + 1);
        if (equals < 0) {
            return null;
        }
        String key = Lines.unquote(Lines.stripEnd(line.substring(start, equals)));
        return new KeyLine(key, Lines.strip(line.substring(equals + 1)));
    }

    private static int afterQuoted(String line, int start, char quote) {
        for (int close = line.indexOf(quote, start + 1); close >= 0; close = line.indexOf(quote, close + 1)) {
            int equals = Lines.skipBlanks(line, close + 1);
            if (equals < line.length() && line.charAt(equals) == '=') {
                return equals;
            }
        }
        return -1;
    }
}
