package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lines on their way to the console. A terminal may stop reading at any time, so the console has a thread and a bounded
 * buffer of its own and never holds up the writer; what does not fit is refused. Appended to by the writer thread.
 */
final class ConsoleSink implements LineSink {
    private static final int MAX_LINES = 1_024;
    private static final long CLOSE_MILLIS = 500;
    private static final byte[] END = new byte[0];

    private final PrintStream console;
    private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(MAX_LINES);
    private final AtomicLong printed = new AtomicLong();
    private final AtomicLong unprinted = new AtomicLong();
    private final Utf8Buffer line = new Utf8Buffer(256);
    private final Thread printer;

    private ConsoleSink(PrintStream console) {
        this.console = console;
        this.printer = new Thread(this::print, "log-console");
        printer.setDaemon(true);
    }

    /** A sink on standard output, or on standard error. */
    static ConsoleSink on(boolean error) {
        var sink = new ConsoleSink(error ? System.err : System.out);
        sink.printer.start();
        return sink;
    }

    @Override
    public boolean append(EncodedRecord record, LineFormat.Printer printer) {
        line.clear();
        printer.append(record, line);
        unprinted.incrementAndGet();
        if (lines.offer(Arrays.copyOf(line.bytes(), line.length()))) {
            return true;
        }
        unprinted.decrementAndGet();
        return false;
    }

    private void print() {
        try {
            byte[] next = lines.take();
            while (next != END) {
                console.write(next, 0, next.length);
                if (lines.isEmpty()) {
                    console.flush();
                }
                printed.incrementAndGet();
                unprinted.decrementAndGet();
                next = lines.take();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long flush() {
        return printed.getAndSet(0);
    }

    @Override
    public boolean isFailing() {
        return false;
    }

    @Override
    public void rotate() {
        flush();
    }

    @Override
    public void maintain(long nowMillis) {
        flush();
    }

    @Override
    public long close() {
        try {
            if (lines.offer(END, CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                printer.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        long left = unprinted.get();
        printer.interrupt();
        return left;
    }
}
