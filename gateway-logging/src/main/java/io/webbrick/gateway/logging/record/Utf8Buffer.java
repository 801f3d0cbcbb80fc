package io.webbrick.gateway.logging.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A byte array that grows: text goes in as UTF-8, numbers without becoming strings first. A lone surrogate is kept as
 * the three bytes that UTF-8 would give it, so that the format can show it as an escape. One thread.
 */
public final class Utf8Buffer {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte[] SPECIAL = special();

    private byte[] bytes;
    private int length;
    private int special;

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
        return special == 0;
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
    public void append(CharSequence text) {
        append(text, 0, text.length());
    }

    /** Appends the characters from {@code start} to before {@code end}. */
    public void append(CharSequence text, int start, int end) {
        ensure(end - start);
        byte[] out = bytes;
        int at = length;
        int index = start;
        int seen = 0;
        while (index < end) {
            char c = text.charAt(index);
            if (c >= 0x80) {
                break;
            }
            seen |= SPECIAL[c];
            out[at++] = (byte) c;
            index++;
        }
        length = at;
        special |= seen;
        if (index < end) {
            special = 1;
            appendWide(text, index, end);
        }
    }

    private void appendWide(CharSequence text, int start, int end) {
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

    private static byte[] special() {
        var table = new byte[0x80];
        Arrays.fill(table, 0, 0x20, (byte) 1);
        table['\\'] = 1;
        table[0x7F] = 1;
        return table;
    }

    private void ensure(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(bytes.length * 2, Integer.MAX_VALUE - 8)));
        }
    }
}
