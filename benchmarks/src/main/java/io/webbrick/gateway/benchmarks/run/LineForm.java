package io.webbrick.gateway.benchmarks.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What a line of a measurement looks like. */
@FunctionalInterface
interface LineForm {
    /** What a line is. */
    enum Kind {
        /** A whole line that a measured call has written. */
        RECORD,
        /** A whole line by which a library says that it lost something. */
        REPORT,
        /** Anything else. */
        TORN
    }

    /** The length of the date and time that every line begins with. */
    int TIME = "2026-11-21 05:20:00,123".length();

    /** How ours tells of lost records, in EventLog and in Debug; no peer tells. */
    List<byte[]> REPORTS = List.of(bytes(" EventLog.log.lost "), bytes(" WebBrickLibs.LogWriter lost "));

    /** What these bytes, a line without its line feed, are. */
    Kind kind(byte[] bytes, int from, int end);

    /** A line that begins with a time, ends with this text and does not hold another end before its own. */
    static LineForm endingWith(String text) {
        byte[] ending = bytes(text);
        return (line, from, to) -> {
            boolean whole = to - from > TIME + ending.length
                    && beginsWithTime(line, from, to)
                    && Arrays.equals(line, to - ending.length, to, ending, 0, ending.length)
                    && indexOf(line, from, to - ending.length, ending) < 0;
            return whole ? Kind.RECORD : reportOrTorn(line, from, to);
        };
    }

    /** For a line that is no record. */
    static Kind reportOrTorn(byte[] line, int from, int to) {
        boolean report = beginsWithTime(line, from, to)
                && REPORTS.stream().anyMatch(wanted -> indexOf(line, from, to, wanted) >= 0);
        return report ? Kind.REPORT : Kind.TORN;
    }

    /** Whether a time stands at the begin. */
    static boolean beginsWithTime(byte[] bytes, int from, int to) {
        return to - from > TIME
                && bytes[from] == '2'
                && bytes[from + 4] == '-'
                && bytes[from + 10] == ' '
                && bytes[from + 19] == ',';
    }

    /** Where these bytes stand first; -1 when they do not. */
    static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int at = from; at + wanted.length <= to; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
