package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the records of a stream as they come, from a {@link StreamCursor} on, each once, over rotations and restarts. A call
 * that finds nothing new reads no file. One thread; no file is open between two calls.
 */
public final class RecordFollower {
    private final Path newest;
    private final Set<String> damaged = new TreeSet<>();
    private StreamCursor cursor;

    /** Up to here everything was handed on. */
    private @Nullable Mark readTo;

    /** Takes records. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes one.
         *
         * @param cursor behind it
         * @param deleted whether others were deleted before it, since the record before
         * @return whether it wants the next one now
         */
        boolean take(RecordReader.Entry record, StreamCursor cursor, boolean deleted);
    }

    /** Begins behind this cursor; without a position with the oldest record. */
    public RecordFollower(Path newest, StreamCursor cursor) {
        this.newest = newest;
        this.cursor = cursor;
    }

    /**
     * Hands on what has come since the last call, until there is no more or the taker wants none; whether there was no more.
     *
     * @throws IllegalArgumentException when the cursor is one of another stream
     */
    public boolean poll(Taker taker) throws IOException {
        Mark end = CommittedEnd.of(newest);
        if (end != null && end.equals(readTo)) {
            return true;
        }
        readTo = null;
        try (RecordReader reader = RecordReader.behind(newest, cursor)) {
            boolean told = false;
            boolean wanted = true;
            RecordReader.Entry record = reader.next();
            while (record != null && wanted) {
                boolean deleted = reader.isDeleted() && !told;
                told |= deleted;
                cursor = reader.cursor();
                wanted = taker.take(record, cursor, deleted);
                record = wanted ? reader.next() : record;
            }
            damaged.addAll(reader.damagedFiles());
            readTo = record == null ? end : null;
            return record == null;
        }
    }

    /** Behind the record that was handed on last. */
    public StreamCursor cursor() {
        return cursor;
    }

    /** The names of the files that are damaged, as far as they were read. */
    public Set<String> damagedFiles() {
        return damaged;
    }
}
