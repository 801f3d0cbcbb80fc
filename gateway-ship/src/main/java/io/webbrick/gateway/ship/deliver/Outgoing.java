package io.webbrick.gateway.ship.deliver;

import io.webbrick.gateway.logging.read.StreamCursor;

/**
 * One record on its way. Immutable.
 *
 * @param uid its name for ever: the same at every delivery, so that the other side can tell a repetition
 * @param behind where the stream goes on once it is acknowledged
 * @param millis when it was logged, since 1970; of a gap: when it was noticed
 * @param level its level number; 0 when the line does not tell
 * @param logger who logged it; empty when the line does not tell
 * @param text the line as it stands in the file, further lines of a stack trace included
 */
public record Outgoing(String uid, StreamCursor behind, long millis, int level, String logger, String text, Kind kind) {
    /** What it stands for. */
    public enum Kind {
        /** A record that was logged. */
        RECORD,
        /** Records that were deleted before they were sent. */
        GAP,
        /** Records that the other side refused. */
        REPORT
    }

    /** Whether it was logged, and does not stand for others that are missing. */
    public boolean isRecord() {
        return kind == Kind.RECORD;
    }

    /** Whether it stands for records that were deleted before they were sent. */
    public boolean isGap() {
        return kind == Kind.GAP;
    }

    /** Whether it stands for records that the other side refused. */
    public boolean isReport() {
        return kind == Kind.REPORT;
    }
}
