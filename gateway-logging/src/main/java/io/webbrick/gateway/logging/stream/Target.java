package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the lines of a stream go. */
public sealed interface Target {
    /**
     * A rotating file.
     *
     * @param path the newest file, absolute
     * @param syncWithin how long written lines may be missing on the disk; null leaves that to the system
     * @param share its place in the budget
     */
    record File(
            Path path,
            Rotation rotation,
            Retention retention,
            @Nullable Duration syncWithin,
            BudgetShare share) implements Target {
        /** One without a role in the budget. */
        public File(Path path, Rotation rotation, Retention retention, @Nullable Duration syncWithin) {
            this(path, rotation, retention, syncWithin, BudgetShare.USUAL);
        }

        /** One that nothing syncs. */
        public File(Path path, Rotation rotation, Retention retention) {
            this(path, rotation, retention, null);
        }
    }

    /** Standard output, or standard error. */
    record Console(boolean error) implements Target {}

    /** Nowhere: Python's NullHandler. */
    record Nothing() implements Target {}

    /** A file on another volume, which another engine writes: it decides on routes here and gets nothing. */
    record Elsewhere() implements Target {}
}
