package io.webbrick.gateway.logging.config;

/** How words of a configuration appear in messages: on one line, and not without end. */
final class Quote {
    private static final int LONGEST = 100;

    private Quote() {}

    /** The words in double quotes, shortened when very long. */
    static String of(String words) {
        String shown = words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
        return "\"" + oneLine(shown) + "\"";
    }

    /** The text with its control characters written as escapes. */
    static String oneLine(String text) {
        if (text.chars().noneMatch(Quote::unfit)) {
            return text;
        }
        var line = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            appendEscaped(line, text.charAt(i));
        }
        return line.toString();
    }

    private static void appendEscaped(StringBuilder line, char c) {
        switch (c) {
            case '\t' -> line.append("\\t");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            default -> {
                if (unfit(c)) {
                    line.append(String.format("\\u%04x", (int) c));
                } else {
                    line.append(c);
                }
            }
        }
    }

    private static boolean unfit(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }
}
