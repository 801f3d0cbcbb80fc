package io.webbrick.gateway.logging.config;

import org.jspecify.annotations.Nullable;

/**
 * A line that begins a section: {@code [[name]]}, the name with or without quotes, a comment behind. Found in one pass
 * over the line, whatever it holds.
 *
 * @param opening how many brackets open it: its depth
 * @param closing how many close it; another number is the user's mistake
 */
record SectionMarker(String name, int opening, int closing) {
    /** The marker in this line; null when the line is something else. */
    static @Nullable SectionMarker of(String line) {
        int start = Lines.skipBlanks(line, 0);
        int opening = 0;
        while (start < line.length() && (line.charAt(start) == '[' || Lines.isBlank(line.charAt(start)))) {
            opening += line.charAt(start) == '[' ? 1 : 0;
            start++;
        }
        if (opening == 0 || start >= line.length()) {
            return null;
        }
        char quote = line.charAt(start);
        boolean quoted = quote == '"' || quote == '\'';
        for (int at = start + 1; at < line.length(); at++) {
            int end = closingEnd(line, at);
            boolean fits = end >= 0 && (!quoted || (at > start + 2 && line.charAt(at - 1) == quote));
            if (fits) {
                String name = Lines.unquote(line.substring(start, at));
                int closing = (int)
                        line.substring(at, end).chars().filter(c -> c == ']').count();
                return Lines.strip(name).isEmpty() ? null : new SectionMarker(name, opening, closing);
            }
            at = Math.max(at, runEnd(line, at) - 1);
        }
        return null;
    }

    /** Where the brackets and blanks from here on end, if at least one bracket is among them and nothing follows. */
    private static int closingEnd(String line, int at) {
        int end = runEnd(line, at);
        boolean last = end == line.length() || line.charAt(end) == '#';
        return last && line.substring(at, end).indexOf(']') >= 0 ? end : -1;
    }

    private static int runEnd(String line, int at) {
        int end = at;
        while (end < line.length() && (line.charAt(end) == ']' || Lines.isBlank(line.charAt(end)))) {
            end++;
        }
        return end;
    }
}
