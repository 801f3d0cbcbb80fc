package io.webbrick.gateway.events.index;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** The {@link TextPrint} of a text while it is read. One thread. */
final class Printing {
    private final CRC32C crc = new CRC32C();
    private final byte[] head = new byte[TextPrint.EDGE];
    private final byte[] tail = new byte[TextPrint.EDGE];
    private long bytes;

    void add(byte[] from, int at, int count) {
        crc.update(from, at, count);
        if (bytes < TextPrint.EDGE) {
            int taken = (int) Math.min(count, TextPrint.EDGE - bytes);
            System.arraycopy(from, at, head, (int) bytes, taken);
        }
        int kept = Math.min(count, TextPrint.EDGE);
        System.arraycopy(tail, kept, tail, 0, TextPrint.EDGE - kept);
        System.arraycopy(from, at + count - kept, tail, TextPrint.EDGE - kept, kept);
        bytes += count;
    }

    long bytes() {
        return bytes;
    }

    /** Of the first bytes, as far as there are any. */
    int headCrc() {
        return ByteReader.crc(head, 0, (int) Math.min(bytes, TextPrint.EDGE));
    }

    /** Whether these are the first bytes of it. */
    boolean beginsWith(byte[] first) {
        int length = (int) Math.min(bytes, TextPrint.EDGE);
        return first.length >= length && Arrays.equals(first, 0, length, head, 0, length);
    }

    TextPrint print() {
        int kept = (int) Math.min(bytes, TextPrint.EDGE);
        return new TextPrint(bytes, headCrc(), ByteReader.crc(tail, TextPrint.EDGE - kept, kept), (int) crc.getValue());
    }
}
