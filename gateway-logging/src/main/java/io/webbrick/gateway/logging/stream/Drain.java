package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.ring.Ring;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Brings records of a ring to their streams and commits how far that is in the files: the part that the writer of a
 * running process and the recovery of a dead one have in common. Used by one thread; files may be added by another.
 */
final class Drain implements Ring.RecordConsumer {
    private static final int WARM_BYTES = 16_384;

    private final Ring ring;
    private final IntFunction<@Nullable Route> routes;
    private final UnaryOperator<LogStream> successor;
    private final Counters counters;
    private final SelfLog selfLog;
    private final List<FileSink> files = new CopyOnWriteArrayList<>();
    private final List<FileSink> covered = new CopyOnWriteArrayList<>();
    private final EncodedRecord record = new EncodedRecord();
    private byte[] scratch = new byte[WARM_BYTES];
    private long position;
    private long taken;
    private long stored;

    /** One whose streams are never left behind. */
    Drain(Ring ring, IntFunction<@Nullable Route> routes, long position, Counters counters, SelfLog selfLog) {
        this(ring, routes, UnaryOperator.identity(), position, counters, selfLog);
    }

    /** @param successor the stream that has the place of one which is closed, for records that come to it late */
    Drain(
            Ring ring,
            IntFunction<@Nullable Route> routes,
            UnaryOperator<LogStream> successor,
            long position,
            Counters counters,
            SelfLog selfLog) {
        this.ring = ring;
        this.routes = routes;
        this.successor = successor;
        this.position = position;
        this.counters = counters;
        this.selfLog = selfLog;
    }

    /** Commits cover this file from now on. */
    void add(FileSink file) {
        file.committed();
        files.add(file);
        if (file.isCovered()) {
            covered.add(file);
        }
    }

    /** The file is closed. */
    void remove(FileSink file) {
        covered.remove(file);
        files.remove(file);
    }

    /** Where the record at hand begins; between records, where the next will. */
    long position() {
        return position;
    }

    /** Everything before was given to its streams. */
    void position(long next) {
        position = next;
    }

    @Override
    public void record(ByteBuffer slots, int index, int length, int routeId, long at) {
        position = at;
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        slots.get(index, scratch, 0, length);
        record.on(scratch);
        Route route = routes.apply(routeId);
        if (route == null) {
            counters.lose(1);
            selfLog.problem("a record has route " + routeId + ", which nothing is known of; it is lost");
        } else {
            give(route);
        }
        taken++;
        position = at + Ring.slotSize(length);
    }

    private void give(Route route) {
        boolean kept = true;
        for (LogStream stream : route.streams(record.level())) {
            kept &= appendTo(stream.isClosed() ? successor.apply(stream) : stream);
        }
        if (kept) {
            stored++;
        } else {
            counters.lose(1);
        }
        if (record.missing() > 0) {
            counters.miss(record.missing());
        }
    }

    private boolean appendTo(LogStream stream) {
        try {
            return stream.append(record);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError | AssertionError failed) {
            selfLog.problem("cannot format a record for " + stream.spec().title(), failed);
            stream.lose(record.epochMillis(), 1, "the record could not be formatted");
            return false;
        }
    }

    /** Records that came out of the ring since the last call. */
    long taken() {
        long now = taken;
        taken = 0;
        return now;
    }

    /** Records that were given to all of their streams since the last call. */
    long stored() {
        long now = stored;
        stored = 0;
        return now;
    }

    /** Writes everything before the record at hand, and notes in the ring's file that it is written. */
    void commit() {
        for (FileSink file : files) {
            file.flushBefore(position);
        }
        ring.commit(position, covered);
        files.forEach(FileSink::committed);
    }

    /** Whether every line is in its file. */
    boolean isWhole() {
        return files.stream().allMatch(file -> file.pending() == 0);
    }
}
