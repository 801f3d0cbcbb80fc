package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.Level;

/**
 * A logger for lines that already have their final grammar: EventLog and Access. The line goes into the stream as it
 * is; only control characters that would break "one record = one line" are escaped, nothing is ever cut. Any thread.
 */
public interface Journal {
    /** Lines above this many UTF-8 bytes are refused as lost. */
    int MAX_BYTES = 65_536;

    /** Whether any stream takes records of this level from this logger. One comparison. */
    boolean enabled(Level level);

    /**
     * Appends one line, time-stamped with {@code epochMillis}. Returns once the line is as durable as its streams
     * promise; blocks at most the configured bound; never throws.
     */
    Outcome append(Level level, long epochMillis, CharSequence line);

    /** What became of a line. */
    enum Outcome {
        /** It is as durable as its streams promise. */
        STORED,
        /**
         * It is accepted, but not in its file or on its disk in the time that a call waits. It is written as soon as that
         * works; when it never does, it is counted and reported as lost.
         */
        WAITING,
        /** No stream takes it. */
        SUPPRESSED,
        /** It was accepted and could not be kept; counted and reported. */
        LOST
    }
}
