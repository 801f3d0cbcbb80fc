package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.ring.RingGlance;
import io.webbrick.gateway.logging.store.CommittedFiles;
import io.webbrick.gateway.logging.store.LineNames;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ledger that names the lines of a stream: the one that this process keeps for its file, else that of the log
 * directory the file lies in or some way below, or of another volume there. Any thread.
 */
final class StreamNames {
    /** So far below its log directory a file may lie. */
    private static final int LEVELS = 4;

    private StreamNames() {}

    /** The names of the stream whose newest file this is; null when no ledger tells of it. */
    static @Nullable LineNames of(Path newest) {
        Path ours = CommittedFiles.ledgerPlace(newest);
        if (ours != null) {
            return LineNames.of(newest, ours, RingGlance.logDirectoryOf(ours));
        }
        LineNames names = null;
        Path directory = newest.toAbsolutePath().getParent();
        for (int level = 0; level < LEVELS && directory != null && names == null; level++) {
            names = below(newest, directory);
            directory = directory.getParent();
        }
        return names;
    }

    private static @Nullable LineNames below(Path newest, Path directory) {
        LineNames names = LineNames.of(newest, directory, directory);
        for (Path volume : RingGlance.volumes(directory)) {
            names = names == null ? LineNames.of(newest, volume, directory) : names;
        }
        return names;
    }
}
