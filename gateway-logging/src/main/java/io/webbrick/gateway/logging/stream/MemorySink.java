package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;

/** Keeps lines in memory, for a reader that must change nothing on the disk. One thread. */
final class MemorySink implements LineSink {
    private final Utf8Buffer lines = new Utf8Buffer(8_192);
    private int records;
    private long flushed;

    @Override
    public boolean append(EncodedRecord record, LineFormat.Printer printer) {
        int start = lines.length();
        try {
            printer.append(record, lines);
        } catch (RuntimeException failed) {
            lines.length(start);
            throw failed;
        }
        records++;
        return true;
    }

    @Override
    public long flush() {
        long now = records - flushed;
        flushed = records;
        return now;
    }

    String text() {
        return new String(lines.bytes(), 0, lines.length(), StandardCharsets.UTF_8);
    }

    int records() {
        return records;
    }

    @Override
    public boolean isFailing() {
        return false;
    }

    @Override
    public void rotate() {
        flushed = records;
    }

    @Override
    public void maintain(long nowMillis) {
        flushed = records;
    }

    @Override
    public long close() {
        return 0;
    }
}
