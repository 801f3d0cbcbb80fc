package io.webbrick.gateway.ship.wire;

/** Counts and cuts text as UTF-8, without encoding it. Stateless. */
public final class Utf8 {
    private Utf8() {}

    /** How many bytes this text takes; half a surrogate pair counts as the question mark that it becomes. */
    public static int bytes(String text) {
        int bytes = 0;
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            boolean pair = Character.isHighSurrogate(c)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1));
            if (pair) {
                index++;
            }
            bytes += pair ? 4 : c < 0x80 || Character.isSurrogate(c) ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }

    /** The first so many characters of a text, one fewer where that would halve a character. */
    public static String begin(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Where the text must end, from {@code from}, to take at most so many bytes and to halve no character; at least one further. */
    public static int end(String text, int from, int most) {
        int bytes = 0;
        int index = from;
        while (index < text.length()) {
            int next = index + Character.charCount(text.codePointAt(index));
            bytes += bytes(text.substring(index, next));
            if (bytes > most && index > from) {
                return index;
            }
            index = next;
        }
        return index;
    }
}
