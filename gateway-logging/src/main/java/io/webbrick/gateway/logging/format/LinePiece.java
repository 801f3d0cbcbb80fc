package io.webbrick.gateway.logging.format;

import java.time.format.DateTimeFormatter;

/** One piece of a line that is read back. Immutable. */
sealed interface LinePiece {
    /** What a piece tells of the record. */
    enum Meaning {
        SECONDS,
        LEVEL_NUMBER,
        LOGGER,
        MESSAGE,
        OTHER
    }

    /** These characters. */
    record Literal(String text) implements LinePiece {}

    /** A time in Python's default form or in ISO-8601. */
    record Time() implements LinePiece {}

    /** A time in a form that the configuration gives. */
    record OwnTime(DateTimeFormatter form) implements LinePiece {}

    /**
     * The name of a level.
     *
     * @param width filled up with blanks to so many characters
     * @param precision cut to so many; -1 is not cut
     */
    record LevelName(int width, int precision) implements LinePiece {}

    /** Digits, perhaps with a point in them. */
    record Digits(Meaning meaning) implements LinePiece {}

    /**
     * Any text up to the next literal.
     *
     * @param width filled up with blanks to so many characters
     */
    record Text(Meaning meaning, int width) implements LinePiece {}
}
