package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Level;

/**
 * One stream at work under one configuration: what it takes, where its lines go, what it has lost. Written by the writer
 * thread; any thread may report a loss or read the counts.
 */
final class LogStream {
    private final StreamSpec spec;
    private final LineSink sink;
    private final LineFormat.Printer printer;
    private final int number;
    private final Accounts.Account account;
    private final Taken taken = new Taken();

    /** Set by the writer when a reload has left this stream behind. */
    private volatile boolean closed;

    LogStream(int number, StreamSpec spec, LineSink sink) {
        this(number, spec, sink, new Accounts.Account());
    }

    /** One that goes on counting where the stream of this account stopped. */
    LogStream(int number, StreamSpec spec, LineSink sink, Accounts.Account account) {
        this.number = number;
        this.spec = spec;
        this.sink = sink;
        this.account = account;
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
        return account.stored();
    }

    long lost() {
        return account.lost();
    }

    StreamView view(boolean standsStill) {
        return account.view(spec, standsStill);
    }

    Loss loss() {
        return account.loss();
    }

    /** Takes one record; counts it as lost when the sink cannot keep it. */
    boolean append(EncodedRecord record) {
        boolean kept = !closed && sink.append(record, printer);
        if (!kept) {
            lose(record.epochMillis(), 1, closed ? "a reload took its file away" : "the file could not be written");
        } else {
            taken.add(Level.atMost(record.level()), printer.printedBytes());
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
        account.take(taken);
        account.store(sink.flush());
    }

    /** Counts records that this stream should have and does not. */
    void lose(long epochMillis, long records, String reason) {
        account.lose(epochMillis, records, reason);
        if (!closed) {
            sink.lost(records, epochMillis);
        }
    }

    /** Whether a reload has left it behind, and what was meant for it was written. */
    boolean isClosed() {
        return closed;
    }

    /** Flushes and closes its sink; returns how many records had to be given up. */
    long close() {
        closed = true;
        account.take(taken);
        return sink.close();
    }
}
