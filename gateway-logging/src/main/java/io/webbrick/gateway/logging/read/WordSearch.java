package io.webbrick.gateway.logging.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a word in bytes: two letters of it, the rarest in what is searched, are compared in eight places at once, and the
 * whole word only where both are right. Nothing is copied or decoded. One thread; one text of its kind after the other.
 */
final class WordSearch {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    /** So many bytes of a text tell which letters are rare in it. */
    private static final int SAMPLE = 2_048;

    private final byte[] word;
    private int rare;
    private int second;

    /** @param word ASCII, at least two letters */
    WordSearch(String word) {
        this.word = word.getBytes(StandardCharsets.US_ASCII);
        if (this.word.length < 2) {
            throw new IllegalArgumentException("a word of " + this.word.length + " letters; at least 2");
        }
    }

    /** Looks which letters of the word are rare in a text of which this is a part. */
    void sample(byte[] text, int from, int to) {
        var counts = new int[256];
        int end = Math.min(to, from + SAMPLE);
        for (int i = from; i < end; i++) {
            counts[text[i] & 0xFF]++;
        }
        rare = rarest(counts, -1);
        second = rarest(counts, rare);
    }

    private int rarest(int[] counts, int except) {
        int best = except == 0 ? 1 : 0;
        for (int i = best + 1; i < word.length; i++) {
            if (i != except && counts[word[i]] < counts[word[best]]) {
                best = i;
            }
        }
        return best;
    }

    /** Where the word begins first in these bytes; negative where it does not. */
    int find(byte[] text, int from, int to) {
        long one = (word[rare] & 0xFFL) * ONES;
        long other = (word[second] & 0xFFL) * ONES;
        int at = from;
        for (int end = to - word.length - Long.BYTES; at <= end; at += Long.BYTES) {
            long different = ((long) LONG.get(text, at + rare) ^ one) | ((long) LONG.get(text, at + second) ^ other);
            long marks = (different - ONES) & ~different & HIGHS;
            if (marks != 0) {
                int found = firstOf(text, at, marks);
                if (found >= 0) {
                    return found;
                }
            }
        }
        for (; at <= to - word.length; at++) {
            if (isAt(text, at)) {
                return at;
            }
        }
        return -1;
    }

    /** The first of the marked places where the word is; a mark behind the first one may be wrong. */
    private int firstOf(byte[] text, int at, long marks) {
        for (long left = marks; left != 0; left &= left - 1) {
            int place = at + Long.numberOfTrailingZeros(left) / Byte.SIZE;
            if (isAt(text, place)) {
                return place;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] text, int place) {
        return Arrays.equals(text, place, place + word.length, word, 0, word.length);
    }
}
