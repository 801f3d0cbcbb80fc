package io.webbrick.gateway.logging.config;

import java.util.Locale;

/**
 * One thing that is wrong with a configuration. Its text is one line: {@code file:line: error: text}.
 *
 * @param file the file's name as people know it, {@code log.cfg}; with its directory where two files share a name
 * @param line counted from 1
 * @param text what was found, its value, and what would be right
 */
public record ConfigProblem(String file, int line, Severity severity, String text) {
    /** Whether the configuration can still be used. */
    public enum Severity {
        /** It cannot. */
        ERROR,
        /** It can, but somebody should look. */
        WARNING
    }

    public ConfigProblem {
        file = Quote.oneLine(file);
        text = Quote.oneLine(text);
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + text;
    }
}
