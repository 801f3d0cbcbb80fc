package io.webbrick.gateway.logging.format;

import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Locale;

/**
 * The time of a record as text in the home's zone, milliseconds cut, not rounded. The text of the last second is kept
 * in one immutable object behind a plain field: threads that race for it only do the work twice.
 */
final class TimeText {
    private final DateTimeFormatter beforeMillis;
    private final String millisMark;
    private final boolean offset;
    private final ZoneId zone;
    private Second last;

    /** The text around the milliseconds of one second. Immutable. */
    private static final class Second {
        private final long epochSecond;
        private final byte[] before;
        private final byte[] after;

        Second(long epochSecond, String before, String after) {
            this.epochSecond = epochSecond;
            this.before = onOneLine(before.getBytes(StandardCharsets.UTF_8));
            this.after = after.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** A time is part of a line, whatever the configuration puts between its digits. */
    private static byte[] onOneLine(byte[] text) {
        var escaped = new Utf8Buffer(text.length + 16);
        Escapes.appendVerbatim(escaped, text, 0, text.length);
        return Arrays.copyOf(escaped.bytes(), escaped.length());
    }

    private TimeText(DateTimeFormatter beforeMillis, String millisMark, boolean offset, ZoneId zone) {
        this.beforeMillis = beforeMillis;
        this.millisMark = millisMark;
        this.offset = offset;
        this.zone = zone;
        this.last = second(0);
    }

    /**
     * The text that {@code datefmt} asks for: empty for Python's default, {@code iso} for ISO-8601 with offset, else
     * strftime directives.
     */
    static TimeText of(String datefmt, ZoneId zone) {
        if (datefmt.isEmpty()) {
            return new TimeText(pattern("uuuu-MM-dd HH:mm:ss"), ",", false, zone);
        }
        if (datefmt.equals("iso")) {
            return new TimeText(pattern("uuuu-MM-dd'T'HH:mm:ss"), ".", true, zone);
        }
        return new TimeText(strftime(datefmt), "", false, zone);
    }

    void append(Utf8Buffer out, long epochMillis) {
        long epochSecond = Math.floorDiv(epochMillis, 1_000L);
        Second second = last;
        if (second.epochSecond != epochSecond) {
            second = second(epochSecond);
            last = second;
        }
        out.put(second.before);
        if (!millisMark.isEmpty()) {
            out.put(millisMark.charAt(0));
            out.appendPadded((int) Math.floorMod(epochMillis, 1_000L), 3);
        }
        out.put(second.after);
    }

    private Second second(long epochSecond) {
        ZonedDateTime time = Instant.ofEpochSecond(epochSecond).atZone(zone);
        String after = offset ? offsetText(time.getOffset()) : "";
        return new Second(epochSecond, beforeMillis.format(time), after);
    }

    private static String offsetText(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** These strftime directives.
     *
     * @throws IllegalArgumentException naming the one that is unknown
     */
    static DateTimeFormatter strftime(String datefmt) {
        var builder = new DateTimeFormatterBuilder();
        int at = 0;
        while (at < datefmt.length()) {
            char c = datefmt.charAt(at++);
            if (c != '%') {
                builder.appendLiteral(c);
                continue;
            }
            if (at == datefmt.length()) {
                throw new IllegalArgumentException(
                        "datefmt \"" + datefmt + "\" ends with a single %; write %% for one");
            }
            directive(builder, datefmt, datefmt.charAt(at++));
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    private static void directive(DateTimeFormatterBuilder builder, String datefmt, char directive) {
        switch (directive) {
            case 'Y' -> builder.appendValue(ChronoField.YEAR);
            case 'y' -> builder.appendPattern("uu");
            case 'm' -> builder.appendValue(ChronoField.MONTH_OF_YEAR, 2);
            case 'd' -> builder.appendValue(ChronoField.DAY_OF_MONTH, 2);
            case 'H' -> builder.appendValue(ChronoField.HOUR_OF_DAY, 2);
            case 'I' -> builder.appendValue(ChronoField.CLOCK_HOUR_OF_AMPM, 2);
            case 'M' -> builder.appendValue(ChronoField.MINUTE_OF_HOUR, 2);
            case 'S' -> builder.appendValue(ChronoField.SECOND_OF_MINUTE, 2);
            case 'j' -> builder.appendValue(ChronoField.DAY_OF_YEAR, 3);
            case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY);
            case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
            case 'A' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
            case 'b' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
            case 'B' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
            case 'V' -> builder.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2);
            case 'u' -> builder.appendValue(ChronoField.DAY_OF_WEEK);
            case 'z' -> builder.appendOffset("+HHMM", "+0000");
            case 'Z' -> builder.appendZoneText(TextStyle.SHORT);
            case 'F' -> builder.append(pattern("uuuu-MM-dd"));
            case 'T' -> builder.append(pattern("HH:mm:ss"));
            case 'R' -> builder.append(pattern("HH:mm"));
            case 'D' -> builder.append(pattern("MM/dd/uu"));
            case 'c' -> builder.append(pattern("EEE MMM ppd HH:mm:ss uuuu"));
            case 'x' -> builder.append(pattern("MM/dd/uu"));
            case 'X' -> builder.append(pattern("HH:mm:ss"));
            case '%' -> builder.appendLiteral('%');
            default ->
                throw new IllegalArgumentException("datefmt \"" + datefmt + "\": directive %" + directive
                        + " unknown; one of Y y m d H I M S j p a A b B V u z Z F T R D c x X %");
        }
    }
}
