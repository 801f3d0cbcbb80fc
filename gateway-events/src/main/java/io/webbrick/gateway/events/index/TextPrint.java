package io.webbrick.gateway.events.index;

import io.webbrick.gateway.logging.read.ReadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/**
 * By what the text of a segment is known, under whatever name and packing.
 *
 * @param bytes how long it is
 * @param head CRC32C of its first up to {@value #EDGE} bytes
 * @param tail CRC32C of its last up to {@value #EDGE} bytes
 * @param crc CRC32C of all of it
 */
record TextPrint(long bytes, int head, int tail, int crc) {
    /** So many bytes at either end are looked at to tell texts apart. */
    static final int EDGE = 256;

    private static final int TRAILER = 8;
    private static final String SUFFIX = ".series";

    /** The name of the index of a text that lies there as it is. */
    String fileName() {
        return plain(bytes, head, tail);
    }

    /**
     * The name that the index of this history file has, as far as its edges tell: two small reads. A gzipped file is known
     * by its length and its last eight bytes, which hold the check sum of its last member.
     */
    static String fileName(ReadableFile file) throws IOException {
        long bytes = file.diskBytes();
        if (file.isPacked()) {
            return "z-" + HexFormat.of().toHexDigits(trailer(file)) + "-" + Long.toHexString(bytes) + SUFFIX;
        }
        byte[] head = file.disk(0, EDGE);
        byte[] tail = file.disk(Math.max(0, bytes - EDGE), EDGE);
        return plain(bytes, ByteReader.crc(head, 0, head.length), ByteReader.crc(tail, 0, tail.length));
    }

    /** The name of the index of the first part of a newest file, which tells by its head how long that part is. */
    static String newestName(ReadableFile file) throws IOException {
        byte[] head = file.disk(0, EDGE);
        return newestName(ByteReader.crc(head, 0, head.length));
    }

    /** The same, given the check sum of the first bytes. */
    static String newestName(int head) {
        return "n-" + HexFormat.of().toHexDigits(head) + SUFFIX;
    }

    /** Whether the first bytes of this newest file, as many as this text has, end as it does. */
    boolean isBeginOf(ReadableFile file) throws IOException {
        int count = (int) Math.min(EDGE, bytes);
        byte[] end = file.disk(bytes - count, count);
        return end.length == count && ByteReader.crc(end, 0, count) == tail;
    }

    /** The last eight bytes of a packed file. */
    static long trailer(ReadableFile file) throws IOException {
        long trailer = 0;
        for (byte next : file.disk(Math.max(0, file.diskBytes() - TRAILER), TRAILER)) {
            trailer = (trailer << 8) | (next & 0xFF);
        }
        return trailer;
    }

    private static String plain(long bytes, int head, int tail) {
        HexFormat hex = HexFormat.of();
        return "t-" + hex.toHexDigits(head) + hex.toHexDigits(tail) + "-" + Long.toHexString(bytes) + SUFFIX;
    }

    /** Whether this is the name of an index. */
    static boolean isIndexName(String name) {
        return name.endsWith(SUFFIX);
    }

    /** That of a whole text. */
    static TextPrint of(InputStream text) throws IOException {
        var printing = new Printing();
        byte[] buffer = new byte[1 << 16];
        for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
            printing.add(buffer, 0, count);
        }
        return printing.print();
    }
}
