package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.store.DiskSync;
import io.webbrick.gateway.logging.store.SyncedFile;
import org.jspecify.annotations.Nullable;

/**
 * Holds a caller until its record is on the disk in every stream that promises it, a bounded time at most. Any thread; a
 * thread that syncs passes through. A record that is not there in time stays in its file; the self log counts it.
 */
final class DiskWait {
    private final SelfLog selfLog;

    DiskWait(SelfLog selfLog) {
        this.selfLog = selfLog;
    }

    /** Waits for lines that the writer has written, or tried to; false when a disk did not take them in time. */
    boolean await(LogStream[] streams, long nanos) {
        if (DiskSync.isSyncThread()) {
            return false;
        }
        long deadline = System.nanoTime() + nanos;
        var tickets = new long[streams.length];
        for (int index = 0; index < streams.length; index++) {
            SyncedFile file = file(streams[index]);
            if (file != null) {
                tickets[index] = file.ticket();
                file.hurry(tickets[index]);
            }
        }
        boolean all = true;
        for (int index = 0; index < streams.length; index++) {
            SyncedFile file = file(streams[index]);
            if (file != null && !file.await(tickets[index], deadline - System.nanoTime())) {
                all = false;
                selfLog.problem("a record of " + streams[index].spec().title() + " was not on the disk within "
                        + nanos / 1_000_000 + " ms, its log call went on");
            }
        }
        return all;
    }

    private static @Nullable SyncedFile file(LogStream stream) {
        boolean promised = stream.spec().durability() == Durability.DISK;
        return promised && stream.sink() instanceof FileSink sink ? sink.file().synced() : null;
    }
}
