package io.webbrick.gateway.logging;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stream as it stands now.
 *
 * @param name Access, EventLog, Error, Debug, Screen or a user's own
 * @param file the newest file; null for a console
 * @param bytes bytes of all its files
 * @param files how many files it has
 * @param oldest the time of its oldest record, when that can be read
 * @param keepsDays how many days of records it keeps at the rate of those it has; null when that cannot be told, or when
 *     nothing bounds it
 * @param level the lowest level it takes
 * @param stored records written since start
 * @param lost records given up since start
 * @param meter what else it has counted
 */
public record StreamStatus(
        String name,
        @Nullable Path file,
        long bytes,
        int files,
        @Nullable Instant oldest,
        @Nullable Long keepsDays,
        String level,
        long stored,
        long lost,
        StreamMeter meter) {
    /** A stream that has counted nothing else. */
    public StreamStatus(
            String name,
            @Nullable Path file,
            long bytes,
            int files,
            @Nullable Instant oldest,
            @Nullable Long keepsDays,
            String level,
            long stored,
            long lost) {
        this(name, file, bytes, files, oldest, keepsDays, level, stored, lost, StreamMeter.NOTHING);
    }
}
