package io.webbrick.gateway.logging.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the lines of a block of text in which a regular expression is found, each line looked at by itself. Immutable. */
final class BlockSearch {
    private final Pattern pattern;

    /** Every line that is looked for holds this; empty when that cannot be told. */
    private final String required;

    BlockSearch(Pattern pattern) {
        this.pattern = pattern;
        this.required = RequiredText.of(pattern);
    }

    /** Those lines between two places in a block; the last one may lack its end. */
    List<String> find(byte[] block, int from, int to) {
        var found = new ArrayList<String>();
        if (required.isEmpty()) {
            findInEach(new String(block, from, to - from, StandardCharsets.UTF_8), found);
        } else {
            findWithText(block, from, to, found);
        }
        return found;
    }

    private void findInEach(String text, List<String> found) {
        Matcher matcher = pattern.matcher(text);
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int next = feed < 0 ? text.length() : feed + 1;
            int end = end(text, start, feed < 0 ? text.length() : feed);
            if (matcher.region(start, end).find()) {
                found.add(text.substring(start, end));
            }
            start = next;
        }
    }

    /** Bytes above 127 are never part of what is required, so that looking for it needs no decoding. */
    private void findWithText(byte[] block, int from, int to, List<String> found) {
        var word = new WordSearch(required);
        word.sample(block, from, to);
        for (int at = word.find(block, from, to); at >= 0; ) {
            int behind = feedOrEnd(block, at, to);
            int start = behindFeed(block, at, from);
            boolean isReturn = behind > start && block[behind - 1] == '\r';
            var line = new String(block, start, behind - start - (isReturn ? 1 : 0), StandardCharsets.UTF_8);
            if (pattern.matcher(line).find()) {
                found.add(line);
            }
            at = word.find(block, behind, to);
        }
    }

    private static int feedOrEnd(byte[] block, int from, int to) {
        int at = from;
        while (at < to && block[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Where the line begins that holds this place. */
    private static int behindFeed(byte[] block, int place, int from) {
        int at = place;
        while (at > from && block[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private static int end(String text, int start, int end) {
        return end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }
}
