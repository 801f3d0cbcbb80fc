package io.webbrick.gateway.logging.format;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** Reads the time of a line back: ISO-8601 with offset, Python's default, or the date in brackets of an access line. */
public final class LineTime {
    private static final DateTimeFormatter ACCESS =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);
    private static final DateTimeFormatter PYTHON =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS", Locale.ENGLISH);
    private static final int PYTHON_LENGTH = 23;

    private LineTime() {}

    /** Milliseconds since 1970; empty when the line does not begin with, or hold, a time. */
    public static OptionalLong of(String line, ZoneId zone) {
        try {
            if (line.length() > 10 && line.charAt(10) == 'T') {
                int end = line.indexOf(' ');
                return OptionalLong.of(OffsetDateTime.parse(end < 0 ? line : line.substring(0, end))
                        .toInstant()
                        .toEpochMilli());
            }
            if (line.length() >= PYTHON_LENGTH && line.charAt(10) == ' ') {
                return OptionalLong.of(LocalDateTime.parse(line.substring(0, PYTHON_LENGTH), PYTHON)
                        .atZone(zone)
                        .toInstant()
                        .toEpochMilli());
            }
            int open = line.indexOf('[');
            int close = line.indexOf(']', open + 1);
            if (open >= 0 && close > open) {
                return OptionalLong.of(OffsetDateTime.parse(line.substring(open + 1, close), ACCESS)
                        .toInstant()
                        .toEpochMilli());
            }
            return OptionalLong.empty();
        } catch (DateTimeException noTime) {
            return OptionalLong.empty();
        }
    }
}
