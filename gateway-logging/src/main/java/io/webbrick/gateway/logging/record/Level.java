package io.webbrick.gateway.logging.record;

import java.util.Locale;
import java.util.Optional;

/**
 * How serious a record is. Numbers are those of Python's {@code logging} package, which configurations of the original
 * gateway use; TRACE, which Python does not have, is 5.
 */
public enum Level {
    TRACE(0, 5),
    DEBUG(1, 10),
    INFO(2, 20),
    WARNING(3, 30),
    ERROR(4, 40),
    CRITICAL(5, 50);

    /** Names accepted in configurations, in the order in which messages list them. */
    public static final String NAMES = "TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL";

    private static final Level[] BY_NUMBER = byNumber();

    private final int index;
    private final int number;

    Level(int index, int number) {
        this.index = index;
        this.number = number;
    }

    /** The Python number: 5, 10, 20, 30, 40 or 50. */
    public int number() {
        return number;
    }

    /** Its place among the levels, from 0 for TRACE to 5. */
    public int index() {
        return index;
    }

    /** The most serious level whose number is at most {@code number}; TRACE for anything below 5. */
    public static Level atMost(int number) {
        return BY_NUMBER[Math.max(0, Math.min(50, number))];
    }

    /** The level of this name, in any case; WARN and FATAL are Python's aliases. Empty when there is none. */
    public static Optional<Level> named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "TRACE" -> Optional.of(TRACE);
            case "DEBUG" -> Optional.of(DEBUG);
            case "INFO" -> Optional.of(INFO);
            case "WARN", "WARNING" -> Optional.of(WARNING);
            case "ERROR" -> Optional.of(ERROR);
            case "FATAL", "CRITICAL" -> Optional.of(CRITICAL);
            default -> Optional.empty();
        };
    }

    private static Level[] byNumber() {
        var table = new Level[51];
        for (int number = 0; number < table.length; number++) {
            table[number] = TRACE;
            for (Level level : values()) {
                if (level.number <= number) {
                    table[number] = level;
                }
            }
        }
        return table;
    }
}
