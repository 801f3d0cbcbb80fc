package io.webbrick.gateway.logging.format;

import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Keeps one record on one line and harmless on a terminal: control characters, line and paragraph separators, marks
 * that change the direction of text, the byte order mark and lone surrogates are written as {@code \n}, {@code \r},
 * {@code \t}, {@code \xHH} or {@code \}{@code uHHHH}. A backslash is doubled only where it could be taken for the start
 * of such an escape, so that {@link #unescape} gives back exactly what was written.
 */
public final class Escapes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Escapes() {}

    /** Appends UTF-8 text, escaped; {@link #unescape} reverses it. */
    static void append(Utf8Buffer out, byte[] text, int start, int end) {
        append(out, text, start, end, true);
    }

    /** Appends a text of {@code record}; one copy when the record needs no escapes. */
    static void append(Utf8Buffer out, EncodedRecord record, int start, int end) {
        if (record.plain()) {
            out.put(record.bytes(), start, end - start);
        } else {
            append(out, record.bytes(), start, end, !record.verbatim());
        }
    }

    /** Appends UTF-8 text whose backslashes already mean what they should; only what breaks a line is escaped. */
    static void appendVerbatim(Utf8Buffer out, byte[] text, int start, int end) {
        append(out, text, start, end, false);
    }

    private static void append(Utf8Buffer out, byte[] text, int start, int end, boolean doubling) {
        int from = start;
        int at = start;
        while (at < end) {
            int b = text[at];
            if (b >= 0x20 && b != 0x7F && b != '\\') {
                at++;
                continue;
            }
            int width = b == '\\' ? (doubling && ambiguous(text, at + 1, end) ? 1 : 0) : hidden(text, at, end);
            if (width == 0) {
                at++;
                continue;
            }
            out.put(text, from, at - from);
            escape(out, text, at, width);
            at += width;
            from = at;
        }
        out.put(text, from, end - from);
    }

    /** Whether a backslash before {@code at} could be read as the start of an escape. */
    private static boolean ambiguous(byte[] text, int at, int end) {
        if (at >= end) {
            return true;
        }
        int next = text[at];
        return next == 'n'
                || next == 'r'
                || next == 't'
                || next == 'x'
                || next == 'u'
                || next == '\\'
                || hidden(text, at, end) > 0;
    }

    /** How many bytes the character at {@code at} takes when it must be escaped; 0 when it may stand as it is. */
    private static int hidden(byte[] text, int at, int end) {
        int b = text[at] & 0xFF;
        if (b < 0x20 || b == 0x7F) {
            return 1;
        }
        int second = at + 1 < end ? text[at + 1] & 0xFF : 0;
        int third = at + 2 < end ? text[at + 2] & 0xFF : 0;
        if (b == 0xC2) {
            return second >= 0x80 && second <= 0x9F ? 2 : 0;
        }
        boolean three = switch (b) {
            case 0xD8 -> second == 0x9C;
            case 0xE2 ->
                (second == 0x80 && ((third >= 0x8B && third <= 0x8F) || (third >= 0xA8 && third <= 0xAE)))
                        || (second == 0x81 && third >= 0xA0 && third <= 0xAF);
            case 0xED -> second >= 0xA0;
            case 0xEF -> second == 0xBB && third == 0xBF;
            default -> false;
        };
        if (!three) {
            return 0;
        }
        return b == 0xD8 ? 2 : 3;
    }

    private static void escape(Utf8Buffer out, byte[] text, int at, int width) {
        int b = text[at] & 0xFF;
        if (width == 1) {
            escapeByte(out, b);
            return;
        }
        int point = width == 2
                ? ((b & 0x1F) << 6) | (text[at + 1] & 0x3F)
                : ((b & 0x0F) << 12) | ((text[at + 1] & 0x3F) << 6) | (text[at + 2] & 0x3F);
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.put(HEX[(point >> shift) & 0xF]);
        }
    }

    private static void escapeByte(Utf8Buffer out, int b) {
        out.put('\\');
        switch (b) {
            case '\\' -> out.put('\\');
            case '\n' -> out.put('n');
            case '\r' -> out.put('r');
            case '\t' -> out.put('t');
            default -> {
                out.put('x');
                out.put(HEX[b >> 4]);
                out.put(HEX[b & 0xF]);
            }
        }
    }

    /** The text that was escaped; a backslash that begins no escape stands for itself. */
    public static String unescape(String line) {
        int backslash = line.indexOf('\\');
        if (backslash < 0) {
            return line;
        }
        var text = new StringBuilder(line.length());
        int from = 0;
        while (backslash >= 0 && backslash + 1 < line.length()) {
            text.append(line, from, backslash);
            from = backslash + read(line, backslash, text);
            backslash = line.indexOf('\\', from);
        }
        return text.append(line, from, line.length()).toString();
    }

    /** Appends what the escape at {@code at} means; returns its length. */
    private static int read(String line, int at, StringBuilder text) {
        switch (line.charAt(at + 1)) {
            case '\\' -> text.append('\\');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'x' -> {
                return hex(line, at, 2, text);
            }
            case 'u' -> {
                return hex(line, at, 4, text);
            }
            default -> {
                text.append('\\');
                return 1;
            }
        }
        return 2;
    }

    private static int hex(String line, int at, int digits, StringBuilder text) {
        int end = at + 2 + digits;
        int value = 0;
        for (int index = at + 2; index < end; index++) {
            int digit = index < line.length() ? Character.digit(line.charAt(index), 16) : -1;
            if (digit < 0) {
                text.append('\\');
                return 1;
            }
            value = (value << 4) | digit;
        }
        text.append((char) value);
        return 2 + digits;
    }
}
