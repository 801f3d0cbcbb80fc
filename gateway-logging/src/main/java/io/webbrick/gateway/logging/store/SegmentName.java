package io.webbrick.gateway.logging.store;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of one history file: parses, orders and generates. By size {@code debug.log.3}, from the 99th on
 * {@code debug.log.99.17} and, for several of these in one, {@code debug.log.99.8-17}; by time {@code
 * debug.log.2026-11-20}; any of them with {@code .gz}.
 *
 * @param base the name of the newest file
 * @param number place counted from the newest, from 1; 0 for a file named by time
 * @param period text of the period's start, null for a numbered file
 * @param copy 0, or what keeps files of the same period or place apart; the larger the newer
 * @param span how many files were merged into this one; 1 for a file as it was rotated
 */
record SegmentName(String base, int number, @Nullable String period, int copy, int span, boolean gzip) {
    /** The place of files that rotations do not move any more. */
    static final int ARCHIVE = 99;

    private static final Pattern REST = Pattern.compile("\\.(?:(\\d{1,6})(?:-(\\d{1,6}))?"
            + "|" + ARCHIVE + "\\.(\\d{1,6})(?:-(\\d{1,6}))?"
            + "|(\\d{4}-\\d{2}-\\d{2}(?:_\\d{2}(?:-\\d{2}(?:-\\d{2})?)?)?)(?:\\.(\\d{1,6}))?)(\\.gz)?");

    static SegmentName numbered(String base, int number, boolean gzip) {
        return new SegmentName(base, number, null, 0, 1, gzip);
    }

    static SegmentName dated(String base, String period, int copy) {
        return new SegmentName(base, 0, period, copy, 1, false);
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
        boolean gzip = rest.group(7) != null;
        if (rest.group(1) != null) {
            int first = Integer.parseInt(rest.group(1));
            int span = span(first, rest.group(2));
            return valid(first, span, new SegmentName(base, first, null, 0, span, gzip));
        }
        if (rest.group(3) != null) {
            int first = Integer.parseInt(rest.group(3));
            int span = span(first, rest.group(4));
            return valid(first, span, new SegmentName(base, ARCHIVE, null, first + span - 1, span, gzip));
        }
        int copy = rest.group(6) == null ? 0 : Integer.parseInt(rest.group(6));
        return Optional.of(new SegmentName(base, 0, rest.group(5), copy, 1, gzip));
    }

    private static int span(int first, @Nullable String last) {
        return last == null ? 1 : Integer.parseInt(last) - first + 1;
    }

    private static Optional<SegmentName> valid(int first, int span, SegmentName name) {
        return first == 0 || span < 1 ? Optional.empty() : Optional.of(name);
    }

    boolean isNumbered() {
        return number > 0;
    }

    /** Whether rotations leave it where it is. */
    boolean isArchived() {
        return number >= ARCHIVE || span > 1;
    }

    /** The same segment, compressed. */
    SegmentName compressed() {
        return new SegmentName(base, number, period, copy, span, true);
    }

    /** Whether it is the same segment, compressed, as this plain one. */
    boolean isCopyOf(SegmentName plain) {
        return gzip
                && !plain.gzip
                && number == plain.number
                && copy == plain.copy
                && span == plain.span
                && Objects.equals(period, plain.period);
    }

    /** The same segment after one more rotation by size. */
    SegmentName shifted(int by) {
        return new SegmentName(base, number + by, period, copy, span, gzip);
    }

    /** The same segment in the archive. */
    SegmentName archived(int newest) {
        return new SegmentName(base, ARCHIVE, null, newest, 1, gzip);
    }

    /** All from this one, the oldest, to {@code newest}, which must be in the same row, in one file. */
    SegmentName mergedWith(SegmentName newest, boolean packed) {
        if (copy == 0) {
            int places = number + span - newest.number;
            return new SegmentName(base, newest.number, null, 0, places, packed);
        }
        return new SegmentName(base, ARCHIVE, null, newest.copy, newest.copy - first() + 1, packed);
    }

    private int first() {
        return copy == 0 ? number : copy - span + 1;
    }

    /** Whether both are numbered in the same row, so that they can be merged when they are neighbours. */
    boolean isInRowWith(SegmentName other) {
        return isNumbered() && other.isNumbered() && (copy == 0) == (other.copy == 0);
    }

    /** Whether this file was made of the other one, among others, and holds all of it. */
    boolean covers(SegmentName other) {
        return span > other.span
                && isInRowWith(other)
                && other.first() >= first()
                && other.first() + other.span <= first() + span;
    }

    String fileName() {
        return base + "." + place() + (gzip ? ".gz" : "");
    }

    private String place() {
        if (period != null) {
            return period + (copy == 0 ? "" : "." + copy);
        }
        String row = copy == 0 ? "" : ARCHIVE + ".";
        return row + first() + (span == 1 ? "" : "-" + (first() + span - 1));
    }
}
