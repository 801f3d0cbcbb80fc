package io.webbrick.gateway.logging.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much history a stream keeps. Every bound that is set applies; the newest file is never deleted.
 *
 * @param maxFiles history files besides the current one; 0 sets no bound
 * @param maxAge how old the youngest record of a history file may become; null sets no bound
 * @param maxBytes of all files of the stream together; 0 sets no bound
 * @param gzip whether history files are compressed once they are closed
 */
public record Retention(int maxFiles, @Nullable Duration maxAge, long maxBytes, boolean gzip) {
    /** Keeps everything. */
    public static final Retention FOREVER = new Retention(0, null, 0, false);

    /** One without a bound on bytes. */
    public Retention(int maxFiles, @Nullable Duration maxAge, boolean gzip) {
        this(maxFiles, maxAge, 0, gzip);
    }
}
