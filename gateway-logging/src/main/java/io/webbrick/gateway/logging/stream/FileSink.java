package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import io.webbrick.gateway.logging.ring.Commit;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.CommittedFiles;
import io.webbrick.gateway.logging.store.RotatingFile;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way into a rotating file: one write for each batch. While the file cannot be written, up to
 * {@value #MAX_WAITING} bytes wait here and are tried again with every batch, after {@value #QUICK_TRIES} failures in a row
 * with some batches only; beyond that size records are refused. A rotation
 * is committed before and after, at the record at hand, so that a kill leaves the old state or the new. Owned by the
 * writer thread.
 */
final class FileSink implements LineSink, Commit.FileState {
    private static final int MAX_WAITING = 1_048_576;
    private static final int QUICK_TRIES = 8;
    private static final long RETRY_NANOS = 20_000_000L;

    private final RotatingFile file;
    private final Ring ring;
    private final int fileId;
    private final int lossSlot;
    private final Drain drain;
    private final InstantSource clock;
    private final SelfLog selfLog;
    private final Consumer<String> rotated;
    private final Utf8Buffer waiting = new Utf8Buffer(65_536);
    private int waitingRecords;
    private long stored;

    /** Set by the writer thread, before it tells callers that it has tried. */
    private volatile boolean failing;

    /** Failures in a row, and when the last was. */
    private int failures;

    private long failedNanos;

    /** It could not be rotated: another program has it open, say. Tried again with the next batch. */
    private boolean held;

    /** The record whose lines are being appended, and what waited before its first line. */
    private long atHand = -1;

    private int waitingBefore;
    private int recordsBefore;

    private long reported;
    private long toldWaiting;
    private int owed;
    private CommittedFiles.@Nullable Entry readable;

    /**
     * @param fileId the file's number in the ledger; 0 when recovery does not cover it
     * @param lossSlot where the ring keeps its losses; -1 when it does not
     * @param rotated is told of each rotation
     */
    FileSink(
            RotatingFile file,
            Ring ring,
            int fileId,
            int lossSlot,
            Drain drain,
            InstantSource clock,
            SelfLog selfLog,
            Consumer<String> rotated) {
        this.file = file;
        this.ring = ring;
        this.fileId = fileId;
        this.lossSlot = lossSlot;
        this.drain = drain;
        this.clock = clock;
        this.selfLog = selfLog;
        this.rotated = rotated;
    }

    RotatingFile file() {
        return file;
    }

    /** Goes on where the process before ended: losses it told, and records it took and never wrote. */
    void continues(long toldBefore, int unwritten) {
        reported = toldBefore;
        owed = unwritten;
    }

    @Override
    public boolean append(EncodedRecord record, LineFormat.Printer printer) {
        int start = waiting.length();
        if (start > MAX_WAITING) {
            return false;
        }
        if (atHand != drain.position()) {
            atHand = drain.position();
            waitingBefore = start;
            recordsBefore = waitingRecords;
        }
        try {
            printer.append(record, waiting);
        } catch (RuntimeException failed) {
            waiting.length(start);
            throw failed;
        }
        int length = waiting.length() - start;
        if (!held && file.isFull(start, length, record.epochMillis()) && writeOut(waitingBefore, recordsBefore)) {
            rotateQuietly();
        }
        file.firstRecord(record.epochMillis());
        waitingRecords++;
        return true;
    }

    @Override
    public long flush() {
        if (writeOut(waiting.length(), waitingRecords)) {
            reported += toldWaiting - Math.min(owed, toldWaiting);
            owed -= (int) Math.min(owed, toldWaiting);
            toldWaiting = 0;
        }
        atHand = -1;
        held = false;
        long now = stored;
        stored = 0;
        return now;
    }

    /** Writes what waits, except lines of the record that begins at {@code position}. */
    void flushBefore(long position) {
        if (atHand == position) {
            writeOut(waitingBefore, recordsBefore);
        } else {
            writeOut(waiting.length(), waitingRecords);
        }
    }

    /** Readers of this process may see what is in the file now. */
    void committed() {
        if (readable == null) {
            readable = CommittedFiles.open(file.path(), file.ledgerPlace(), file.lives(), file.bytes());
        } else {
            readable.commit(file.lives(), file.bytes());
        }
        readable.noted(file.generation());
    }

    /** Writes the first {@code count} waiting bytes and keeps the rest; false when the file cannot be written now. */
    private boolean writeOut(int count, int records) {
        if (count == 0) {
            return !failing || waiting.length() == 0;
        }
        if (failures > QUICK_TRIES && System.nanoTime() - failedNanos < RETRY_NANOS) {
            return false;
        }
        try {
            file.write(waiting.bytes(), 0, count);
        } catch (IOException failed) {
            failing = true;
            failures++;
            failedNanos = System.nanoTime();
            selfLog.problem("cannot write " + file.path() + ", its lines wait in memory", failed);
            return false;
        }
        failing = false;
        failures = 0;
        stored += records;
        waitingRecords -= records;
        int rest = waiting.length() - count;
        System.arraycopy(waiting.bytes(), count, waiting.bytes(), 0, rest);
        waiting.length(rest);
        waitingBefore = 0;
        recordsBefore = 0;
        return true;
    }

    private void rotateQuietly() {
        try {
            rotateFile();
        } catch (IOException failed) {
            held = true;
            selfLog.problem("cannot rotate " + file.path() + ", writing goes on into it", failed);
        }
    }

    @Override
    public void rotate() throws IOException {
        failures = 0;
        if (writeOut(waiting.length(), waitingRecords)) {
            rotateFile();
        }
    }

    private void rotateFile() throws IOException {
        if (file.bytes() > 0) {
            drain.commit();
            file.rotate(clock.millis());
            drain.commit();
            rotated.accept("rotated " + file.path().getFileName());
        }
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
    public void lost(long records, long epochMillis) {
        ring.lost(lossSlot, records, epochMillis);
    }

    @Override
    public void told(long records) {
        toldWaiting += records;
    }

    /** Whether recovery covers it. */
    boolean isCovered() {
        return lossSlot >= 0;
    }

    @Override
    public int fileId() {
        return fileId;
    }

    @Override
    public int generation() {
        return file.generation();
    }

    @Override
    public long offset() {
        return file.bytes();
    }

    @Override
    public int tailCrc() {
        return file.tailCrc();
    }

    @Override
    public int pending() {
        return waitingRecords + owed - (atHand == drain.position() ? waitingRecords - recordsBefore : 0);
    }

    @Override
    public long reported() {
        return reported;
    }

    @Override
    public long close() {
        failures = 0;
        writeOut(waiting.length(), waitingRecords);
        long lost = waitingRecords;
        waiting.clear();
        waitingRecords = 0;
        try {
            file.close();
        } catch (IOException failed) {
            selfLog.problem("cannot close " + file.path(), failed);
        }
        ring.untrack(lossSlot);
        if (readable != null) {
            readable.close();
        }
        return lost;
    }
}
