package io.webbrick.gateway.events.wire;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

/**
 * The first bytes of a body as text: by the charset that its content type names, else UTF-8, in which a byte that belongs to no
 * character becomes one of U+DC80 to U+DCFF, as Python's surrogateescape has it. Immutable.
 *
 * @param text all that was kept
 * @param shown how many characters of it come from the bytes that may be shown
 * @param bytes how many bytes these are
 */
record BodyText(String text, int shown, int bytes) {
    private static final String CHARSET = "charset=";

    static BodyText of(byte[] first, int shownBytes, String contentType) {
        Charset charset = charset(contentType);
        if (charset.equals(StandardCharsets.UTF_8)) {
            String text = utf8(first, first.length);
            int end = Math.min(shownBytes, first.length);
            while (end > 0 && end < first.length && (first[end] & 0xC0) == 0x80) {
                end--;
            }
            return new BodyText(text, utf8(first, end).length(), end);
        }
        int end = first.length <= shownBytes ? first.length : shownBytes / 4 * 4;
        return new BodyText(new String(first, charset), new String(first, 0, end, charset).length(), end);
    }

    /** Whether a character stands for a byte that is no text. */
    static boolean isRawByte(int point) {
        return point >= 0xDC80 && point <= 0xDCFF;
    }

    private static Charset charset(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(CHARSET);
        if (at < 0) {
            return StandardCharsets.UTF_8;
        }
        String name =
                lower.substring(at + CHARSET.length()).split("[;,\\s]", 2)[0].replace("\"", "");
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String utf8(byte[] bytes, int end) {
        var text = new StringBuilder(end);
        int at = 0;
        while (at < end) {
            int width = width(bytes, at, end);
            if (width == 0) {
                text.append((char) (0xDC00 | (bytes[at] & 0xFF)));
                at++;
            } else {
                text.append(new String(bytes, at, width, StandardCharsets.UTF_8));
                at += width;
            }
        }
        return text.toString();
    }

    /** How many bytes from {@code at} on are whole characters of one length; 0 when the byte there begins none. */
    private static int width(byte[] bytes, int at, int end) {
        if (bytes[at] >= 0) {
            int next = at;
            while (next < end && bytes[next] >= 0) {
                next++;
            }
            return next - at;
        }
        int first = bytes[at] & 0xFF;
        int width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + width > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        boolean whole = second >= least && second <= most;
        for (int index = at + 2; index < at + width; index++) {
            whole &= (bytes[index] & 0xC0) == 0x80;
        }
        return whole ? width : 0;
    }
}
