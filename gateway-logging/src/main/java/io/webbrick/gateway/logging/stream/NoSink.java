package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.EncodedRecord;

/** Takes everything and keeps nothing, as configured: Python's NullHandler. Owned by the writer thread. */
final class NoSink implements LineSink {
    private long taken;

    @Override
    public boolean append(EncodedRecord record, LineFormat.Printer printer) {
        taken++;
        return true;
    }

    @Override
    public long flush() {
        long now = taken;
        taken = 0;
        return now;
    }

    @Override
    public boolean isFailing() {
        return false;
    }

    @Override
    public void rotate() {
        taken = 0;
    }

    @Override
    public void maintain(long nowMillis) {
        taken = 0;
    }

    @Override
    public long close() {
        return 0;
    }
}
