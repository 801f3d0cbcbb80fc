package io.webbrick.gateway.logging.format;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** Reads the time of a line back: ISO-8601 with offset, Python's default, or the date in brackets of an access line. */
public final class LineTime {
    private static final String FORM = "dddd-dd-dd dd:dd:dd ddd";

    private LineTime() {}

    /** Milliseconds since 1970; empty when the line does not begin with, or hold, a time. */
    public static OptionalLong of(String line, ZoneId zone) {
        try {
            if (begins(line, 'T', '.')) {
                return iso(line);
            }
            if (begins(line, ' ', ',')) {
                return OptionalLong.of(local(line).atZone(zone).toInstant().toEpochMilli());
            }
            if (line.length() > 10 && line.charAt(10) == 'T') {
                return millis(OffsetDateTime.parse(line.substring(0, endOfTime(line))));
            }
            int open = line.indexOf('[');
            int close = line.indexOf(']', open + 1);
            return open >= 0 && close > open
                    ? millis(OffsetDateTime.parse(line.substring(open + 1, close), Access.FORM))
                    : OptionalLong.empty();
        } catch (DateTimeException noTime) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong iso(String line) {
        String offset = line.substring(FORM.length(), endOfTime(line));
        return millis(OffsetDateTime.of(local(line), ZoneOffset.of(offset)));
    }

    private static int endOfTime(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line.length() : blank;
    }

    private static OptionalLong millis(OffsetDateTime time) {
        return OptionalLong.of(time.toInstant().toEpochMilli());
    }

    /** Whether date, time and milliseconds stand at the beginning, these characters between the three. */
    private static boolean begins(String line, char beforeTime, char beforeMillis) {
        if (line.length() < FORM.length() || line.charAt(10) != beforeTime || line.charAt(19) != beforeMillis) {
            return false;
        }
        for (int index = 0; index < FORM.length(); index++) {
            char c = line.charAt(index);
            char form = FORM.charAt(index);
            boolean fits = form == 'd' ? c >= '0' && c <= '9' : form == ' ' || form == c;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static LocalDateTime local(String line) {
        return LocalDateTime.of(
                number(line, 0, 4),
                number(line, 5, 7),
                number(line, 8, 10),
                number(line, 11, 13),
                number(line, 14, 16),
                number(line, 17, 19),
                number(line, 20, 23) * 1_000_000);
    }

    private static int number(String line, int from, int to) {
        int number = 0;
        for (int index = from; index < to; index++) {
            number = number * 10 + line.charAt(index) - '0';
        }
        return number;
    }

    /** Made when the first line of an access log is read. */
    private static final class Access {
        static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);
    }
}
