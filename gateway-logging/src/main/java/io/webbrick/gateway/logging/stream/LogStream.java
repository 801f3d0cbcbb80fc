package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.EncodedRecord;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One stream at work: what it takes, where its lines go, what it has lost. Written by the writer thread; any thread may
 * report a loss or read the counts.
 */
final class LogStream {
    private final StreamSpec spec;
    private final LineSink sink;
    private final LineFormat.Printer printer;
    private final int number;
    private AtomicLong stored = new AtomicLong();
    private AtomicLong lost = new AtomicLong();
    private Loss loss = new Loss();

    LogStream(int number, StreamSpec spec, LineSink sink) {
        this.number = number;
        this.spec = spec;
        this.sink = sink;
        this.printer = spec.format().printer();
    }

    /** What the ledger calls it. */
    int number() {
        return number;
    }

    StreamSpec spec() {
        return spec;
    }

    LineSink sink() {
        return sink;
    }

    long stored() {
        return stored.get();
    }

    long lost() {
        return lost.get();
    }

    Loss loss() {
        return loss;
    }

    /** Takes one record; counts it as lost when the sink cannot keep it. */
    boolean append(EncodedRecord record) {
        boolean kept = sink.append(record, printer);
        if (!kept) {
            lose(record.epochMillis(), 1, "the file could not be written");
        }
        return kept;
    }

    /** Takes a line that tells so many losses. */
    void tell(EncodedRecord record, long losses) {
        sink.append(record, printer);
        sink.told(losses);
    }

    /** Writes the batch. */
    void flush() {
        stored.addAndGet(sink.flush());
    }

    /** Counts records that this stream should have and does not. */
    void lose(long epochMillis, long records, String reason) {
        lost.addAndGet(records);
        loss.add(epochMillis, records, reason);
        sink.lost(records, epochMillis);
    }

    /**
     * Goes on counting with the stream of this name before a reload, before any other thread sees this one. A caller that
     * finds the ring full by a route of the plan before is counted here as well.
     */
    void continues(LogStream before) {
        stored = before.stored;
        lost = before.lost;
        loss = before.loss;
    }
}
