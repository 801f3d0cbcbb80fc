package io.webbrick.gateway.logging.config;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * When CPython's TimedRotatingFileHandler begins a new file and what it calls the old one, to the letter, its hour added
 * or taken when clocks change included. Whole seconds since 1970. Immutable.
 */
final class Rollover {
    private static final long DAY = 86_400;

    private final String when;
    private final long interval;
    private final boolean utc;
    private final ZoneId zone;

    private Rollover(String when, long interval, boolean utc, ZoneId zone) {
        this.when = when;
        this.interval = interval;
        this.utc = utc;
        this.zone = zone;
    }

    static Rollover of(String given, long count, boolean utc, ZoneId zone) throws PythonError {
        String when = given.toUpperCase(Locale.ROOT);
        long unit = switch (when) {
            case "S" -> 1;
            case "M" -> 60;
            case "H" -> 3_600;
            case "D", "MIDNIGHT" -> DAY;
            default -> week(when);
        };
        return new Rollover(when, unit * count, utc, utc ? ZoneOffset.UTC : zone);
    }

    private static long week(String when) throws PythonError {
        if (!when.startsWith("W")) {
            throw PythonError.value("Invalid rollover interval specified: " + when);
        }
        if (when.length() != 2) {
            throw PythonError.value("You must specify a day for weekly rollover from 0 to 6 (0 is Monday): " + when);
        }
        if (when.charAt(1) < '0' || when.charAt(1) > '6') {
            throw PythonError.value("Invalid day specified for weekly rollover: " + when);
        }
        return 7 * DAY;
    }

    /** When a file that was begun now is full. */
    long after(long now) {
        if (!when.equals("MIDNIGHT") && !when.startsWith("W")) {
            return now + interval;
        }
        ZonedDateTime local = local(now);
        int day = local.getDayOfWeek().getValue() - 1;
        long result = now + DAY - local.toLocalTime().toSecondOfDay();
        if (when.equals("MIDNIGHT")) {
            result += interval - DAY;
        } else {
            result += Math.floorMod(when.charAt(1) - '0' - day, 7) * DAY + interval - 7 * DAY;
        }
        return utc || summer(now) == summer(result) ? result : result + shift(now, result);
    }

    private long shift(long now, long result) {
        if (summer(now)) {
            return 3_600;
        }
        return summer(result - 3_600) ? -3_600 : 0;
    }

    /** The suffix of the file that is full at {@code end} and closed now. */
    String suffix(long end, long now) {
        long start = end - interval;
        if (!utc && summer(now) != summer(start)) {
            start += summer(now) ? 3_600 : -3_600;
        }
        return DateTimeFormatter.ofPattern(pattern(), Locale.ROOT).format(local(start));
    }

    private String pattern() {
        return switch (when) {
            case "S" -> "uuuu-MM-dd_HH-mm-ss";
            case "M" -> "uuuu-MM-dd_HH-mm";
            case "H" -> "uuuu-MM-dd_HH";
            default -> "uuuu-MM-dd";
        };
    }

    /** What the suffixes of its files look like. */
    Pattern suffixes() {
        return Pattern.compile(pattern().replaceAll("[a-zA-Z]", "[0-9]"));
    }

    private boolean summer(long seconds) {
        return zone.getRules().isDaylightSavings(Instant.ofEpochSecond(seconds));
    }

    private ZonedDateTime local(long seconds) {
        return Instant.ofEpochSecond(seconds).atZone(zone);
    }
}
