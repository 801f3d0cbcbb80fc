package io.webbrick.gateway.events.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads what {@link ByteWriter} wrote. Whatever the bytes are, nothing outside them is read and nothing is thrown but
 * {@link DamagedIndexException}. One thread.
 */
final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ByteReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    static int crc(byte[] bytes, int from, int count) {
        var crc = new CRC32C();
        crc.update(bytes, from, count);
        return (int) crc.getValue();
    }

    int u8() throws DamagedIndexException {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int u16() throws DamagedIndexException {
        return u8() | u8() << 8;
    }

    int u32() throws DamagedIndexException {
        return u16() | u16() << 16;
    }

    long u64() throws DamagedIndexException {
        return (u32() & 0xFFFF_FFFFL) | (long) u32() << 32;
    }

    long varint() throws DamagedIndexException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw new DamagedIndexException("a number ends beyond byte " + end);
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DamagedIndexException("a number has more than ten bytes");
    }

    long signed() throws DamagedIndexException {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A count of things that take at least a byte each in {@code of} bytes. */
    int count(long of) throws DamagedIndexException {
        long value = varint();
        if (value < 0 || value > of) {
            throw new DamagedIndexException("a count of " + value + " where at most " + of + " can be");
        }
        return (int) value;
    }

    /** All that is left, as text. */
    String rest() {
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    /** Whether this is all that is left. */
    boolean isRest(byte[] utf8) {
        return end - at == utf8.length && Arrays.equals(bytes, at, end, utf8, 0, utf8.length);
    }

    /** The next so many bytes as a reader of their own. */
    ByteReader part(int count) throws DamagedIndexException {
        need(count);
        var part = new ByteReader(bytes, at, at + count);
        at += count;
        return part;
    }

    /** Passes so many bytes. */
    void skip(int count) throws DamagedIndexException {
        need(count);
        at += count;
    }

    int left() {
        return end - at;
    }

    private void need(int count) throws DamagedIndexException {
        if (count < 0 || count > left()) {
            throw new DamagedIndexException(count + " bytes wanted where " + left() + " are left");
        }
    }
}
