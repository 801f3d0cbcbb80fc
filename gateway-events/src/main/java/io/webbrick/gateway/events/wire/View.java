package io.webbrick.gateway.events.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One way to read a text: its bytes, one char each, and for each byte the characters of the text that it comes from. Immutable
 * once built; one thread builds it.
 */
final class View {
    /** Between two parts of a text of which nothing may be found across; no byte. */
    static final char APART = '\uFFFF';

    private final String bytes;
    private final int[] from;
    private final int[] to;

    private View(String bytes, int[] from, int[] to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** The text as it is. */
    static View of(String text) {
        var builder = new Builder(text.length());
        for (int index = 0; index < text.length(); ) {
            int point = text.codePointAt(index);
            int next = index + Character.charCount(point);
            if (BodyText.isRawByte(point)) {
                builder.add((char) (point & 0xFF), index, next);
            } else {
                builder.add(point, index, next);
            }
            index = next;
        }
        return builder.build();
    }

    String bytes() {
        return bytes;
    }

    /** Its bytes as text again. */
    String text() {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    int length() {
        return bytes.length();
    }

    /** Where in the text the byte at {@code index} begins. */
    int from(int index) {
        return from[index];
    }

    /** Where in the text it ends. */
    int to(int index) {
        return to[index];
    }

    /** Collects bytes and the characters they come from. */
    static final class Builder {
        private final StringBuilder bytes;
        private int[] from;
        private int[] to;

        Builder(int capacity) {
            bytes = new StringBuilder(capacity);
            from = new int[Math.max(16, capacity)];
            to = new int[from.length];
        }

        void add(char oneByte, int begin, int end) {
            int at = bytes.length();
            if (at == from.length) {
                from = Arrays.copyOf(from, 2 * at);
                to = Arrays.copyOf(to, 2 * at);
            }
            from[at] = begin;
            to[at] = end;
            bytes.append(oneByte);
        }

        /** All bytes of a character. */
        void add(int point, int begin, int end) {
            if (point < 0x80) {
                add((char) point, begin, end);
                return;
            }
            for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                add((char) (each & 0xFF), begin, end);
            }
        }

        /** What comes next does not follow what came before. */
        void endPart() {
            int length = bytes.length();
            if (length > 0 && bytes.charAt(length - 1) != APART) {
                add(APART, to[length - 1], to[length - 1]);
            }
        }

        View build() {
            return new View(bytes.toString(), from, to);
        }
    }
}
