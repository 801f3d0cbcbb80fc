package io.webbrick.gateway.events.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines of a text that hold one of several words, block by block, so that only these are looked at. One thread;
 * memory: one block, or the longest line.
 */
final class LineSearch {
    private static final int BLOCK = 1 << 18;
    private static final int LONGEST_LINE = 4 * 1_048_576;

    private final List<String> words;
    private byte[] block = new byte[BLOCK];
    private int filled;

    private LineSearch(List<String> words) {
        this.words = words;
    }

    /** For lines of these sources; null when one of them may stand in a line in another form than it has. */
    static @Nullable LineSearch of(Set<String> sources) {
        boolean plain = !sources.isEmpty() && sources.stream().allMatch(LineSearch::isPlain);
        return plain
                ? new LineSearch(sources.stream().map(source -> "," + source).toList())
                : null;
    }

    private static boolean isPlain(String source) {
        return !source.isEmpty()
                && source.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != ',' && c != '\\');
    }

    /** Hands on those lines of a text, in their order, until {@code each} returns false; whether it never did. */
    boolean read(InputStream text, Predicate<String> each) throws IOException {
        filled = 0;
        for (int count = fill(text); count >= 0; count = fill(text)) {
            filled += count;
            int end = lastFeed() + 1;
            if (end > 0 && !lines(end, each)) {
                return false;
            }
            keep(end);
        }
        return filled == 0 || lines(filled, each);
    }

    private int fill(InputStream text) throws IOException {
        return text.read(block, filled, block.length - filled);
    }

    private int lastFeed() {
        int at = filled - 1;
        while (at >= 0 && block[at] != '\n') {
            at--;
        }
        return at;
    }

    private void keep(int from) {
        filled -= from;
        System.arraycopy(block, from, block, 0, filled);
        if (filled == block.length) {
            if (filled >= LONGEST_LINE) {
                filled = 0;
            } else {
                block = Arrays.copyOf(block, filled * 2);
            }
        }
    }

    private boolean lines(int end, Predicate<String> each) {
        String text = new String(block, 0, end, StandardCharsets.ISO_8859_1);
        var starts = new TreeSet<Integer>();
        for (String word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at)) {
                starts.add(text.lastIndexOf('\n', at) + 1);
                int feed = text.indexOf('\n', at);
                at = feed < 0 ? end : feed;
            }
        }
        for (int start : starts) {
            int feed = text.indexOf('\n', start);
            int behind = feed < 0 ? end : feed;
            boolean isReturn = behind > start && block[behind - 1] == '\r';
            String line = new String(block, start, behind - start - (isReturn ? 1 : 0), StandardCharsets.UTF_8);
            if (!each.test(line)) {
                return false;
            }
        }
        return true;
    }
}
