package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.EncodedRecord;
import java.io.IOException;

/** Takes records as lines; batches them until the end of a batch. Owned by the writer thread. */
interface LineSink {
    /** Takes one record; false when it cannot be kept, which the caller counts as lost. */
    boolean append(EncodedRecord record, LineFormat.Printer printer);

    /** Writes what the batch brought; returns how many records are in the file now that were not before. */
    long flush();

    /** Whether the last flush failed and lines wait. */
    boolean isFailing();

    /** Begins a new file now, when there are files. */
    void rotate() throws IOException;

    /** Does what is due once in a while. */
    void maintain(long nowMillis);

    /** Notes records that it will not have, so that this outlives the process where that is possible. Any thread. */
    default void lost(long records, long epochMillis) {}

    /** The line appended last tells so many losses. */
    default void told(long records) {}

    /** Flushes and closes; returns how many records had to be given up. */
    long close();
}
