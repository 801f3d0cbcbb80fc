package io.webbrick.gateway.benchmarks.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a line of a measurement looks like. */
@FunctionalInterface
interface LineForm {
    /** The date and time that every line begins with. */
    int TIME = "2026-11-21 05:20:00,123".length();

    /** Whether these bytes, without the line feed, are a whole line. */
    boolean isWhole(byte[] bytes, int from, int end);

    /** A line that begins with a time, ends with this text and does not hold a second line before its end. */
    static LineForm endingWith(String text) {
        byte[] end = text.getBytes(StandardCharsets.UTF_8);
        return (bytes, from, to) -> to - from > TIME + end.length
                && beginsWithTime(bytes, from, to)
                && Arrays.equals(bytes, to - end.length, to, end, 0, end.length)
                && indexOf(bytes, from, to - end.length, end) < 0;
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
}
