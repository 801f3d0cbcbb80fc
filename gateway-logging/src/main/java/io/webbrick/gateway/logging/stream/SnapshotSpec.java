package io.webbrick.gateway.logging.stream;

import java.nio.file.Path;

/**
 * What of logs in memory is kept on a card as well. Immutable.
 *
 * @param root the directory for it
 * @param bytesPerDay what may be written there in one local day, whole blocks counted
 */
public record SnapshotSpec(Path root, long bytesPerDay) {
    /** With less not even one small file for each stream fits into a day. */
    public static final long LEAST_BYTES = 65_536;

    public SnapshotSpec {
        if (bytesPerDay < LEAST_BYTES) {
            throw new IllegalArgumentException("bytesPerDay (" + bytesPerDay + ") must be at least " + LEAST_BYTES);
        }
    }
}
