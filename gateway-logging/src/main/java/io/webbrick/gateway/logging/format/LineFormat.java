package io.webbrick.gateway.logging.format;

import java.time.ZoneId;

/**
 * The text of a record, compiled once from a Python percent format. Immutable.
 */
public final class LineFormat {
    private final String format;

    private LineFormat(String format) {
        this.format = format;
    }

    /**
     * Compiles a format.
     *
     * @param format Python's percent style, {@code %(asctime)s %(message)s}; empty is {@code %(message)s}
     * @param datefmt strftime directives; empty is {@code YYYY-MM-DD HH:MM:SS,mmm}; {@code iso} is ISO-8601 with offset
     * @throws IllegalArgumentException naming what is wrong: an unknown attribute, a broken directive
     */
    public static LineFormat compile(String format, String datefmt, ZoneId zone) {
        return new LineFormat(format);
    }

    /** The format as it was given. */
    @Override
    public String toString() {
        return format;
    }
}
