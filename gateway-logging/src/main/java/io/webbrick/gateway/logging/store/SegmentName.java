package io.webbrick.gateway.logging.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of one history file: parses, orders and generates. By size {@code debug.log.3}, by time
 * {@code debug.log.2026-11-20}, either with {@code .gz}.
 *
 * @param base the name of the newest file
 * @param number place counted from the newest, from 1; 0 for a file named by time
 * @param period text of the period's start, null for a numbered file
 * @param copy 0, or the suffix that keeps a second file of the same period apart
 */
record SegmentName(String base, int number, @Nullable String period, int copy, boolean gzip) {
    private static final Pattern REST = Pattern.compile(
            "\\.(?:(\\d{1,6})|(\\d{4}-\\d{2}-\\d{2}(?:_\\d{2}(?:-\\d{2}(?:-\\d{2})?)?)?)(?:\\.(\\d{1,6}))?)(\\.gz)?");

    static SegmentName numbered(String base, int number, boolean gzip) {
        return new SegmentName(base, number, null, 0, gzip);
    }

    static SegmentName dated(String base, String period, int copy) {
        return new SegmentName(base, 0, period, copy, false);
    }

    /** The segment that this file name means; empty when it is none of {@code base}'s. */
    static Optional<SegmentName> parse(String base, String fileName) {
        if (!fileName.startsWith(base)) {
            return Optional.empty();
        }
        Matcher rest = REST.matcher(fileName).region(base.length(), fileName.length());
        if (!rest.matches()) {
            return Optional.empty();
        }
        boolean gzip = rest.group(4) != null;
        if (rest.group(1) != null) {
            int number = Integer.parseInt(rest.group(1));
            return number == 0 ? Optional.empty() : Optional.of(numbered(base, number, gzip));
        }
        int copy = rest.group(3) == null ? 0 : Integer.parseInt(rest.group(3));
        return Optional.of(new SegmentName(base, 0, rest.group(2), copy, gzip));
    }

    boolean isNumbered() {
        return number > 0;
    }

    /** The same segment, compressed. */
    SegmentName compressed() {
        return new SegmentName(base, number, period, copy, true);
    }

    /** The same segment after one more rotation by size. */
    SegmentName shifted(int by) {
        return new SegmentName(base, number + by, period, copy, gzip);
    }

    String fileName() {
        String place = period == null ? Integer.toString(number) : period + (copy == 0 ? "" : "." + copy);
        return base + "." + place + (gzip ? ".gz" : "");
    }
}
