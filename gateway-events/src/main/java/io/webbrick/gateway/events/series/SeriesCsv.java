package io.webbrick.gateway.events.series;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Series as CSV (RFC 4180): a header, then one line for each point, series after series. Times are ISO-8601 with the
 * offset of the zone; numbers have a point as decimal separator. Names come from outside: what hides, breaks or turns a line
 * is shown as what it is, and a name that a spreadsheet would take for a formula begins with an apostrophe.
 */
public final class SeriesCsv {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
    private static final String LINE_END = "\r\n";
    private static final String FORMULA = "=+-@";

    private SeriesCsv() {}

    /** The whole document. */
    public static String write(List<Series> series, ZoneId zone) {
        var csv = new StringBuilder("time,source,attr,min,max,last,n,mean").append(LINE_END);
        for (Series one : series) {
            String name = "," + field(one.source()) + "," + field(one.attr()) + ",";
            for (Series.Point point : one.points()) {
                csv.append(TIME.format(Instant.ofEpochMilli(point.epochMillis()).atZone(zone)))
                        .append(name)
                        .append(Numbers.exact(point.min()))
                        .append(',')
                        .append(Numbers.exact(point.max()))
                        .append(',')
                        .append(Numbers.exact(point.last()))
                        .append(',')
                        .append(point.n())
                        .append(',')
                        .append(Numbers.exact(point.mean()))
                        .append(LINE_END);
            }
        }
        return csv.toString();
    }

    private static String field(String text) {
        var field = new StringBuilder(text.length() + 8);
        if (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
            field.append('\'');
        }
        text.codePoints().forEach(c -> {
            if (isUnseen(c)) {
                field.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
            } else {
                field.appendCodePoint(c);
            }
        });
        boolean plain = field.indexOf(",") < 0 && field.indexOf("\"") < 0;
        return plain ? field.toString() : '"' + field.toString().replace("\"", "\"\"") + '"';
    }

    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
