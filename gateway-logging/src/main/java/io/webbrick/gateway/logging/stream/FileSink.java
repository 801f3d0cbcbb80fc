package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import io.webbrick.gateway.logging.store.RotatingFile;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Lines on their way into a rotating file: one write for each batch. While the file cannot be written, up to
 * {@value #MAX_WAITING} bytes wait here and are tried again with every batch; beyond that records are refused. Owned by
 * the writer thread.
 */
final class FileSink implements LineSink {
    private static final int MAX_WAITING = 1_048_576;

    private final RotatingFile file;
    private final InstantSource clock;
    private final SelfLog selfLog;
    private final Consumer<String> notices;
    private final Utf8Buffer waiting = new Utf8Buffer(65_536);
    private long waitingRecords;
    private long stored;
    private boolean failing;

    FileSink(RotatingFile file, InstantSource clock, SelfLog selfLog, Consumer<String> notices) {
        this.file = file;
        this.clock = clock;
        this.selfLog = selfLog;
        this.notices = notices;
    }

    RotatingFile file() {
        return file;
    }

    @Override
    public boolean append(EncodedRecord record, LineFormat format) {
        int start = waiting.length();
        if (start > MAX_WAITING) {
            return false;
        }
        format.append(record, waiting);
        int length = waiting.length() - start;
        if (file.isFull(start, length, record.epochMillis()) && writeOut(start)) {
            rotateQuietly();
        }
        file.firstRecord(record.epochMillis());
        waitingRecords++;
        return true;
    }

    @Override
    public long flush() {
        writeOut(waiting.length());
        long now = stored;
        stored = 0;
        return now;
    }

    /** Writes the first {@code count} waiting bytes and keeps the rest; false when the file cannot be written now. */
    private boolean writeOut(int count) {
        if (count == 0) {
            return !failing;
        }
        try {
            file.write(waiting.bytes(), 0, count);
        } catch (IOException failed) {
            failing = true;
            selfLog.problem("cannot write " + file.path() + ", its lines wait in memory", failed);
            return false;
        }
        failing = false;
        stored += waitingRecords;
        waitingRecords = 0;
        int rest = waiting.length() - count;
        System.arraycopy(waiting.bytes(), count, waiting.bytes(), 0, rest);
        waiting.length(rest);
        return true;
    }

    private void rotateQuietly() {
        try {
            rotateFile();
        } catch (IOException failed) {
            selfLog.problem("cannot rotate " + file.path() + ", writing goes on into it", failed);
        }
    }

    @Override
    public void rotate() throws IOException {
        if (writeOut(waiting.length())) {
            rotateFile();
        }
    }

    private void rotateFile() throws IOException {
        file.rotate(clock.millis());
        notices.accept("rotated " + file.path().getFileName());
    }

    @Override
    public boolean isFailing() {
        return failing;
    }

    @Override
    public void maintain(long nowMillis) {
        file.sweepIfDue(nowMillis);
    }

    @Override
    public long close() {
        writeOut(waiting.length());
        long lost = waitingRecords;
        waiting.clear();
        waitingRecords = 0;
        try {
            file.close();
        } catch (IOException failed) {
            selfLog.problem("cannot close " + file.path(), failed);
        }
        return lost;
    }
}
