package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.measure.FirstLine;
import io.webbrick.gateway.benchmarks.measure.Killed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbered records that stand in the files of a killed process, thread by thread. */
final class Numbered implements LineForm {
    private static final byte[] EVENT = " event ".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern LOST = Pattern.compile("\"lost\":(\\d{1,18})");
    private static final LineForm AFTERWARDS = LineForm.endingWith(FirstLine.TEXT);

    private final List<byte[]> callers = new ArrayList<>();
    private final List<BitSet> seen = new ArrayList<>();
    private long doubled;
    private long reported;

    Numbered(int threads) {
        for (int i = 0; i < threads; i++) {
            callers.add((Killed.name(i) + " from ").getBytes(StandardCharsets.US_ASCII));
            seen.add(new BitSet());
        }
    }

    /** Notes the record of this line; the line of the start afterwards is as whole as a record. */
    @Override
    public Kind kind(byte[] bytes, int from, int end) {
        int event = LineForm.indexOf(bytes, from, end, EVENT);
        boolean numbered = event >= 0 && LineForm.beginsWithTime(bytes, from, end);
        int at = event + EVENT.length;
        for (int i = 0; numbered && i < callers.size(); i++) {
            byte[] caller = callers.get(i);
            if (at + caller.length < end && Arrays.equals(bytes, at, at + caller.length, caller, 0, caller.length)) {
                return note(seen.get(i), bytes, at + caller.length, end);
            }
        }
        Kind kind = AFTERWARDS.kind(bytes, from, end);
        if (kind == Kind.REPORT) {
            Matcher lost = LOST.matcher(new String(bytes, from, end - from, StandardCharsets.UTF_8));
            reported += lost.find() ? Long.parseLong(lost.group(1)) : 0;
        }
        return kind;
    }

    private Kind note(BitSet records, byte[] bytes, int from, int end) {
        if (from == end) {
            return Kind.TORN;
        }
        int number = 0;
        for (int at = from; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || number > (Integer.MAX_VALUE - digit) / 10) {
                return Kind.TORN;
            }
            number = 10 * number + digit;
        }
        if (records.get(number)) {
            doubled++;
        }
        records.set(number);
        return Kind.RECORD;
    }

    /** How many of these first records of each thread were not found. */
    long missing(List<Long> accepted) {
        long missing = 0;
        for (int i = 0; i < seen.size(); i++) {
            int count = Math.toIntExact(accepted.get(i));
            missing += count - seen.get(i).get(0, count).cardinality();
        }
        return missing;
    }

    /** How many were found again. */
    long doubled() {
        return doubled;
    }

    /** How many records the library says it refused: their calls returned, but nothing was accepted. */
    long reported() {
        return reported;
    }
}
