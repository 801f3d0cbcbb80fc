package io.webbrick.gateway.events.index;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * Reads the time stamp that this gateway writes, {@code 2026-11-21T05:20:00.123+00:00} and a blank, out of bytes; any other
 * form is for the full parser. Remembers the last minute, since lines come in the order of time. One thread.
 */
final class StampReader {
    /** How long such a stamp is, its blank included. */
    static final int LENGTH = 30;

    /** What stands before the seconds. */
    private static final int MINUTE = 17;

    private static final int OFFSET = 23;
    private static final int MOST_OFFSET_MINUTES = 18 * 60;

    /** From this year on a time may be beyond what series count in, see {@link Millis}. */
    private static final int FAR_FUTURE = 5138;

    private static final String SHAPE = "0000-00-00T00:00:00.000?00:00 ";

    private final byte[] known = new byte[LENGTH];
    private long knownMinuteMillis;
    private long millis;

    /** Whether a stamp stands here; {@link #millis} is then its moment. */
    boolean read(byte[] line, int at) {
        if (!isSameMinute(line, at) && !readMinute(line, at)) {
            return false;
        }
        int tens = line[at + MINUTE] - '0';
        if (tens < 0 || tens > 5 || line[at + MINUTE + 2] != '.') {
            return false;
        }
        long seconds = tens * 10L + digit(line, at + MINUTE + 1);
        long thousandths = 100L * digit(line, at + 20) + 10L * digit(line, at + 21) + digit(line, at + 22);
        millis = knownMinuteMillis + seconds * 1000 + thousandths;
        return isDigits(line, at + MINUTE + 1, 1) && isDigits(line, at + 20, 3);
    }

    long millis() {
        return millis;
    }

    private boolean isSameMinute(byte[] line, int at) {
        return Arrays.equals(line, at, at + MINUTE, known, 0, MINUTE)
                && Arrays.equals(line, at + OFFSET, at + LENGTH, known, OFFSET, LENGTH);
    }

    private boolean readMinute(byte[] line, int at) {
        known[0] = 0;
        if (!hasShape(line, at)) {
            return false;
        }
        int month = two(line, at + 5);
        int day = two(line, at + 8);
        int hour = two(line, at + 11);
        int minute = two(line, at + 14);
        int offset = two(line, at + 24) * 60 + two(line, at + 27);
        if (month < 1 || month > 12 || hour > 23 || minute > 59) {
            return false;
        }
        int year = two(line, at) * 100 + two(line, at + 2);
        if (day < 1 || day > LocalDate.of(year, month, 1).lengthOfMonth() || two(line, at + 27) > 59) {
            return false;
        }
        if (offset > MOST_OFFSET_MINUTES || year >= FAR_FUTURE) {
            return false;
        }
        long local = LocalDate.of(year, month, day).toEpochDay() * 1440 + hour * 60L + minute;
        knownMinuteMillis = (line[at + OFFSET] == '-' ? local + offset : local - offset) * 60_000;
        System.arraycopy(line, at, known, 0, LENGTH);
        return true;
    }

    private static boolean hasShape(byte[] line, int at) {
        for (int i = 0; i < LENGTH; i++) {
            char wanted = SHAPE.charAt(i);
            byte b = line[at + i];
            boolean fits = switch (wanted) {
                case '0' -> b >= '0' && b <= '9';
                case '?' -> b == '+' || b == '-';
                default -> b == wanted;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigits(byte[] line, int at, int count) {
        for (int i = at; i < at + count; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private static int digit(byte[] line, int at) {
        return line[at] - '0';
    }

    private static int two(byte[] line, int at) {
        return digit(line, at) * 10 + digit(line, at + 1);
    }
}
