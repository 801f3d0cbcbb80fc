package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.nio.file.Path;

/** Where the lines of a stream go. */
public sealed interface Target {
    /**
     * A rotating file.
     *
     * @param path the newest file, absolute
     */
    record File(Path path, Rotation rotation, Retention retention) implements Target {}

    /** Standard output, or standard error. */
    record Console(boolean error) implements Target {}

    /** Nowhere: Python's NullHandler. */
    record Nothing() implements Target {}
}
