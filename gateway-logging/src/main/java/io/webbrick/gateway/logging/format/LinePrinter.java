package io.webbrick.gateway.logging.format;

import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.util.Arrays;

/**
 * Prints records in one format and keeps how the last line began: records of one logger come many in a millisecond, and
 * up to the message their lines are equal. One thread.
 */
public final class LinePrinter {
    private final LineFormat format;
    private final Utf8Buffer head = new Utf8Buffer(128);
    private long millis = Long.MIN_VALUE;
    private int level;
    private boolean verbatim;
    private byte[] names = new byte[64];
    private int nameBytes;

    public LinePrinter(LineFormat format) {
        this.format = format;
    }

    /** Appends the record's line, its exception's lines and the line feed. */
    public void append(EncodedRecord record, Utf8Buffer out) {
        if (!format.hasHead()) {
            format.append(record, out);
            return;
        }
        if (!isHeadOf(record)) {
            millis = Long.MIN_VALUE;
            head.clear();
            format.appendHead(record, head);
            remember(record);
        }
        if (format.endsWithMessage() && record.isPlainMessage()) {
            int from = record.messageAt();
            out.putLine(head.bytes(), head.length(), record.bytes(), from, record.thrownAt() - from);
        } else {
            out.put(head.bytes(), 0, head.length());
            format.appendRest(record, out);
        }
    }

    private boolean isHeadOf(EncodedRecord record) {
        return record.epochMillis() == millis
                && record.level() == level
                && record.verbatim() == verbatim
                && Arrays.equals(record.bytes(), record.loggerAt(), record.messageAt(), names, 0, nameBytes);
    }

    private void remember(EncodedRecord record) {
        int bytes = record.messageAt() - record.loggerAt();
        if (names.length < bytes) {
            names = new byte[bytes];
        }
        System.arraycopy(record.bytes(), record.loggerAt(), names, 0, bytes);
        nameBytes = bytes;
        level = record.level();
        verbatim = record.verbatim();
        millis = record.epochMillis();
    }
}
