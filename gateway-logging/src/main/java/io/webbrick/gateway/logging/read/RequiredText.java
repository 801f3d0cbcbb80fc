package io.webbrick.gateway.logging.read;

import java.util.regex.Pattern;

/**
 * The longest piece of plain text that every match of a regular expression must hold, as far as that is easy to tell: then lines
 * without it need not be looked at. Stateless.
 */
final class RequiredText {
    private static final int SHORTEST = 2;

    private final String regex;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int at;

    private RequiredText(String regex) {
        this.regex = regex;
    }

    /** Empty when there is none, or it cannot be told. */
    static String of(Pattern pattern) {
        String regex = pattern.pattern();
        if (pattern.flags() != 0 || !isEasy(regex)) {
            return (pattern.flags() == Pattern.LITERAL && isAscii(regex)) ? regex : "";
        }
        return new RequiredText(regex).find();
    }

    private static boolean isEasy(String regex) {
        boolean isNested = regex.contains("(") && regex.contains("[");
        return !isNested
                && !regex.contains("|")
                && !regex.contains("(?")
                && !regex.contains("\\Q")
                && !regex.contains("[]")
                && !regex.contains("[^]");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    private String find() {
        while (at < regex.length()) {
            char c = regex.charAt(at++);
            switch (c) {
                case '\\' -> escaped();
                case '[' -> group('[', ']');
                case '(' -> group('(', ')');
                case '*', '?', '{' -> optional(c);
                case '+', '.', '^', '$' -> end();
                default -> take(c);
            }
        }
        end();
        return longest.length() >= SHORTEST ? longest : "";
    }

    private void take(char c) {
        if (c >= ' ' && c < 0x7F) {
            run.append(c);
        } else {
            end();
        }
    }

    private void escaped() {
        char c = at < regex.length() ? regex.charAt(at++) : 'x';
        if (Character.isLetterOrDigit(c)) {
            end();
            at = "pPxukN0".indexOf(c) >= 0 ? regex.length() : at;
        } else {
            take(c);
        }
    }

    /** What stands in brackets may be anything; quantifiers behind it concern nothing else. */
    private void group(char open, char close) {
        end();
        int depth = 1;
        while (at < regex.length() && depth > 0) {
            char c = regex.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == open) {
                depth++;
            } else if (c == close) {
                depth--;
            }
        }
    }

    /** The character before may be missing. */
    private void optional(char quantifier) {
        if (run.length() > 0) {
            run.setLength(run.length() - 1);
        }
        end();
        if (quantifier == '{') {
            int close = regex.indexOf('}', at);
            at = close < 0 ? regex.length() : close + 1;
        }
    }

    private void end() {
        if (run.length() > longest.length()) {
            longest = run.toString();
        }
        run.setLength(0);
    }
}
