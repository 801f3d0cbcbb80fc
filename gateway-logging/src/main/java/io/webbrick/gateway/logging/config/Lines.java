package io.webbrick.gateway.logging.config;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into lines and blanks off their ends, as ConfigObj does: every kind of line end, mixed as they come. */
final class Lines {
    private Lines() {}

    /** The lines without their ends, LF, CR LF or CR. */
    static List<String> of(String text) {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                lines.add(text.substring(start, i));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    /** Whether the character is a blank; no-break spaces are. */
    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** The first place from {@code from} on that holds no blank; the length if there is none. */
    static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The text without blanks at either end. */
    static String strip(String text) {
        return stripEnd(text.substring(skipBlanks(text, 0)));
    }

    /** The text without blanks at its end. */
    static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** The text without the quotes around it, if there are any. */
    static String unquote(String text) {
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
