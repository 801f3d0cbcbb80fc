package io.webbrick.gateway.logging.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A byte array that grows: text goes in as UTF-8, numbers without becoming strings first. A lone surrogate is kept as
 * the three bytes that UTF-8 would give it, so that the format can show it as an escape. One thread.
 */
public final class Utf8Buffer {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final byte[] MARKS = marks();

    /** From this length on the virtual machine's own copying of characters is faster than a loop over them. */
    private static final int LONG_TEXT = 32;

    private static final int CHUNK = 512;

    private byte[] bytes;
    private int length;

    /** Negative once a character was appended that is no printable ASCII or is a backslash. */
    private int special;

    private @Nullable Narrowing narrowing;

    public Utf8Buffer(int initialBytes) {
        bytes = new byte[initialBytes];
    }

    /** The bytes; valid from 0 to {@link #length()}, and until the next append. */
    public byte[] bytes() {
        return bytes;
    }

    /** Bytes in use. */
    public int length() {
        return length;
    }

    /** How many bytes it can hold without growing. */
    public int capacity() {
        return bytes.length;
    }

    /** Cuts back, or forward over bytes that are set later; the buffer must hold them. */
    public void length(int newLength) {
        ensure(newLength - length);
        length = newLength;
    }

    /** Whether all text since {@link #clear} was printable ASCII without a backslash: nothing that needs an escape. */
    public boolean isPlain() {
        return special >= 0;
    }

    /** Bytes that were put in as they are are text that needs an escape. */
    void markSpecial() {
        special = -1;
    }

    /** Empties the buffer and keeps its memory. */
    public void clear() {
        special = 0;
        length = 0;
    }

    /** Appends one byte, usually an ASCII character. */
    public void put(int b) {
        if (length == bytes.length) {
            ensure(1);
        }
        bytes[length++] = (byte) b;
    }

    /** Appends bytes as they are. */
    public void put(byte[] source, int offset, int count) {
        ensure(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** Appends bytes as they are. */
    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    /** Appends a few bytes as they are, eight at a time: {@code source} must have eight more behind them. */
    void putShort(byte[] source, int offset, int count) {
        ensure(count + Long.BYTES);
        for (int done = 0; done < count; done += Long.BYTES) {
            LONG.set(bytes, length + done, (long) LONG.get(source, offset + done));
        }
        length += count;
    }

    /** Appends two runs of bytes and a line feed: most lines of most logs. */
    public void putLine(byte[] head, int headBytes, byte[] text, int from, int count) {
        ensure(headBytes + count + 1);
        System.arraycopy(head, 0, bytes, length, headBytes);
        System.arraycopy(text, from, bytes, length + headBytes, count);
        length += headBytes + count;
        bytes[length++] = '\n';
    }

    /** Sets four bytes at {@code index}, little endian. */
    public void intAt(int index, int value) {
        INT.set(bytes, index, value);
    }

    /** Sets eight bytes at {@code index}, little endian. */
    public void longAt(int index, long value) {
        LONG.set(bytes, index, value);
    }

    /** Appends four bytes, little endian. */
    public void putInt(int value) {
        ensure(4);
        INT.set(bytes, length, value);
        length += 4;
    }

    /** Appends text. */
    public void append(String text) {
        append(text, 0, text.length());
    }

    /** Appends text. */
    public void append(CharSequence text) {
        append(text, 0, text.length());
    }

    /** Appends the characters from {@code start} to before {@code end}. */
    public void append(CharSequence text, int start, int end) {
        if (text instanceof String string) {
            append(string, start, end);
        } else {
            ensure(end - start);
            for (int index = start; index < end; index++) {
                char c = text.charAt(index);
                if (c >= 0x80) {
                    appendWide(text, index, end);
                    return;
                }
                special |= MARKS[c];
                bytes[length++] = (byte) c;
            }
        }
    }

    private void append(String text, int start, int end) {
        int count = end - start;
        ensure(count);
        if (count >= LONG_TEXT) {
            appendLong(text, start, end);
            return;
        }
        byte[] out = bytes;
        int at = length;
        int seen = 0;
        for (int index = start; index < end; index++) {
            int c = text.charAt(index);
            if (c >= 0x80) {
                appendWide(text, start, end);
                return;
            }
            seen |= MARKS[c];
            out[at++] = (byte) c;
        }
        special |= seen;
        length = at;
    }

    /** Of each ASCII character: negative for what cannot be printed, and for a backslash. */
    private static byte[] marks() {
        var marks = new byte[0x80];
        Arrays.fill(marks, 0, 0x20, (byte) -1);
        marks['\\'] = -1;
        marks[0x7F] = -1;
        return marks;
    }

    private void appendLong(String text, int start, int end) {
        Narrowing narrow = narrowing;
        if (narrow == null) {
            narrow = new Narrowing();
            narrowing = narrow;
        }
        for (int from = start; from < end; from += CHUNK) {
            int count = Math.min(CHUNK, end - from);
            if (!narrow.copy(text, from, count, bytes, length) || hasWide(bytes, length, count)) {
                appendWide(text, from, end);
                return;
            }
            special |= marks(bytes, length, count);
            length += count;
        }
    }

    private static boolean hasWide(byte[] text, int from, int count) {
        long all = 0;
        for (int at = from; at < from + count - 8; at += 8) {
            all |= (long) LONG.get(text, at);
        }
        return ((all | (long) LONG.get(text, from + count - 8)) & HIGH_BITS) != 0;
    }

    /** {@link #MARKS} of eight ASCII characters at a time; at least eight. */
    private static int marks(byte[] text, int from, int count) {
        long all = 0;
        for (int at = from; at < from + count - 8; at += 8) {
            all |= mark((long) LONG.get(text, at));
        }
        all |= mark((long) LONG.get(text, from + count - 8));
        return (all & HIGH_BITS) != 0 ? -1 : 0;
    }

    /** The highest bit of each byte tells; what a byte borrows from the next one tells only what it told itself. */
    private static long mark(long eight) {
        return (eight - 0x2020202020202020L)
                | (eight + 0x0101010101010101L)
                | ((eight ^ 0x5C5C5C5C5C5C5C5CL) - 0x0101010101010101L);
    }

    private void appendWide(CharSequence text, int start, int end) {
        special = -1;
        ensure(Math.multiplyExact(end - start, 3));
        byte[] out = bytes;
        int at = length;
        for (int index = start; index < end; index++) {
            char c = text.charAt(index);
            if (c < 0x80) {
                out[at++] = (byte) c;
            } else if (c < 0x800) {
                out[at++] = (byte) (0xC0 | (c >> 6));
                out[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c)
                    && index + 1 < end
                    && Character.isLowSurrogate(text.charAt(index + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++index));
                out[at++] = (byte) (0xF0 | (point >> 18));
                out[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
                out[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
                out[at++] = (byte) (0x80 | (point & 0x3F));
            } else {
                out[at++] = (byte) (0xE0 | (c >> 12));
                out[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                out[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        length = at;
    }

    /** Appends a number in decimal. */
    public void appendDecimal(long value) {
        if (value == Long.MIN_VALUE) {
            append("-9223372036854775808");
            return;
        }
        ensure(20);
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int digits = digits(rest);
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Appends a number that is not negative, with leading zeros up to {@code width} digits. */
    public void appendPadded(int value, int width) {
        for (int missing = width - digits(value); missing > 0; missing--) {
            put('0');
        }
        appendDecimal(value);
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void ensure(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(bytes.length * 2, Integer.MAX_VALUE - 8)));
        }
    }

    /** Copies characters up to U+00FF as one byte each by the virtual machine's own means, without allocating. */
    private static final class Narrowing {
        private final char[] chars = new char[CHUNK];
        private final CharBuffer from = CharBuffer.wrap(chars);
        private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();
        private byte[] target = new byte[0];
        private ByteBuffer to = ByteBuffer.wrap(target);

        /** False when there was a character above; the target then holds only what was before it. */
        boolean copy(String text, int start, int count, byte[] bytes, int at) {
            if (target != bytes) {
                target = bytes;
                to = ByteBuffer.wrap(bytes);
            }
            text.getChars(start, start + count, chars, 0);
            from.limit(count).position(0);
            to.limit(at + count).position(at);
            encoder.encode(from, to, false);
            return !from.hasRemaining();
        }
    }
}
