package io.webbrick.gateway.events.series;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Series as CSV (RFC 4180): a header, then one line for each point, series after series. Times are ISO-8601 with the
 * offset of the zone; numbers have a point as decimal separator.
 */
public final class SeriesCsv {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
    private static final String LINE_END = "\r\n";

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
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
