package io.webbrick.gateway.events.line;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The time stamp at the head of a line: {@code 2026-11-21T05:20:00.123+00:00} as we write it, or the original's {@code
 * 2008-10-26 18:18:23,086}. Fraction and offset may be missing.
 *
 * @param time the moment
 * @param stated whether the line itself states the offset; our own lines do, the original's never do
 * @param end index of the first character after the blank that ends the stamp
 */
record LineTime(Instant time, boolean stated, int end) {
    private static final String SHAPE = "0000-00-00?00:00:00";
    private static final int NANO_DIGITS = 9;

    /** Reads the stamp of a line; a local time means what {@code times} says. */
    static LineTime read(String line, LocalTimes times) throws LineException {
        if (!hasShape(line)) {
            throw new LineException("no time stamp at its head, such as 2026-11-21T05:20:00.123+00:00");
        }
        try {
            return new Scan(line).read(times);
        } catch (DateTimeException e) {
            throw new LineException("time stamp " + line.substring(0, SHAPE.length()) + " is no time of any calendar");
        }
    }

    private static boolean hasShape(String line) {
        if (line.length() <= SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char wanted = SHAPE.charAt(i);
            char c = line.charAt(i);
            boolean fits = switch (wanted) {
                case '0' -> isDigit(c);
                case '?' -> c == 'T' || c == ' ';
                default -> c == wanted;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** One stamp while it is read; the shape of date and time is known to be right. */
    private static final class Scan {
        private final String line;
        private int at = SHAPE.length();

        Scan(String line) {
            this.line = line;
        }

        LineTime read(LocalTimes times) throws LineException {
            LocalDateTime local =
                    LocalDateTime.of(two(0) * 100 + two(2), two(5), two(8), two(11), two(14), two(17), fraction());
            boolean stated = at < line.length() && "Z+-".indexOf(line.charAt(at)) >= 0;
            Instant time = stated ? times.saw(local.toInstant(offset())) : times.resolve(local);
            if (at >= line.length() || line.charAt(at) != ' ') {
                throw new LineException("no blank after the time stamp");
            }
            return new LineTime(time, stated, at + 1);
        }

        private int two(int index) {
            return (line.charAt(index) - '0') * 10 + line.charAt(index + 1) - '0';
        }

        private int fraction() throws LineException {
            if (at >= line.length() || (line.charAt(at) != '.' && line.charAt(at) != ',')) {
                return 0;
            }
            int first = ++at;
            int nanos = 0;
            for (; at < line.length() && isDigit(line.charAt(at)) && at - first < NANO_DIGITS; at++) {
                nanos = nanos * 10 + line.charAt(at) - '0';
            }
            if (at == first) {
                throw new LineException("no digits in the fraction of its time stamp");
            }
            for (int digits = at - first; digits < NANO_DIGITS; digits++) {
                nanos *= 10;
            }
            return nanos;
        }

        private ZoneOffset offset() throws LineException {
            char sign = line.charAt(at++);
            if (sign == 'Z') {
                return ZoneOffset.UTC;
            }
            int hours = twoDigits();
            if (at < line.length() && line.charAt(at) == ':') {
                at++;
            }
            int seconds = (hours * 60 + twoDigits()) * 60;
            return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
        }

        private int twoDigits() throws LineException {
            if (at + 2 > line.length() || !isDigit(line.charAt(at)) || !isDigit(line.charAt(at + 1))) {
                throw new LineException("broken offset in its time stamp; +HH:MM, -HH:MM or Z was expected");
            }
            at += 2;
            return two(at - 2);
        }
    }
}
