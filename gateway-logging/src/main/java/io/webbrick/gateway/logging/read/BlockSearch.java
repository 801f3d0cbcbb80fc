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
        String text = new String(block, from, to - from, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(required);
        while (at >= 0) {
            int start = text.lastIndexOf('\n', at) + 1;
            int feed = text.indexOf('\n', at);
            int behind = feed < 0 ? text.length() : feed;
            int end = end(text, start, behind);
            var line = new String(block, from + start, end - start, StandardCharsets.UTF_8);
            if (pattern.matcher(line).find()) {
                found.add(line);
            }
            at = text.indexOf(required, behind);
        }
    }

    private static int end(String text, int start, int end) {
        return end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }
}
