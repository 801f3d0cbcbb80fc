package io.webbrick.gateway.events.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a request or of a reply, which become one record. However much there is, they stay below what a record holds: long
 * first lines, long values and many headers are cut, and it is said how much is missing. One thread.
 */
final class Block {
    private static final int LONGEST_TEXT = 8_192;
    private static final int MOST_OF_HEADERS = 24_576;

    private final String direction;
    private final List<String> lines = new ArrayList<>();

    /** @param direction {@code "> "} for requests, {@code "< "} for replies */
    Block(String direction) {
        this.direction = direction;
    }

    void line(String text) {
        lines.add(direction + cut(text));
    }

    void headers(List<WireHeader> headers, boolean open, Masker masker) {
        int room = MOST_OF_HEADERS;
        for (int index = 0; index < headers.size(); index++) {
            WireHeader header = headers.get(index);
            String name = cut(open ? header.name() : masker.masked(header.name()));
            String value = cut(open ? header.value() : masker.value(header));
            room -= 3 * (name.length() + value.length());
            if (room < 0) {
                lines.add(direction + "  ... (" + (headers.size() - index) + " headers more)");
                return;
            }
            lines.add(direction + "  " + name + ": " + value);
        }
    }

    /** What may be shown of a body that has so many bytes. */
    void body(String shown, long missing) {
        lines.add(direction + shown + (missing > 0 ? "... (" + missing + " bytes more)" : ""));
    }

    void empty() {
        lines.add("");
    }

    List<String> lines() {
        return lines;
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "... (" + (text.length() - end) + " characters more)";
    }
}
