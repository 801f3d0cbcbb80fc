package io.webbrick.gateway.events.index;

import io.webbrick.gateway.logging.read.ReadableFile;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the head of an index tells of a history file all of whose lines state their offset, so that the file need not be read
 * from its first to its last line.
 *
 * @param minMillis the earliest moment at which one of its events happened
 * @param maxMillis the latest one
 * @param unreadable how many of its lines are no event
 * @param last when its last line was journaled; null without lines
 */
public record FileSummary(
        long minMillis,
        long maxMillis,
        long unreadable,
        @Nullable Instant last) {
    /** That of this file; null when there is no index of it, or some of its times are local. */
    public static @Nullable FileSummary of(ReadableFile file, ZoneId zone) throws IOException {
        try (IndexFile index = IndexedHistory.index(file, zone)) {
            if (index == null || index.head().zone() != 0) {
                return null;
            }
            IndexHead head = index.head();
            return new FileSummary(head.minMillis(), head.maxMillis(), head.unreadable(), head.last());
        }
    }

    /** Whether an event that happened between these moments may be in it; null is open. */
    public boolean mayHold(@Nullable Instant from, @Nullable Instant to) {
        return (from == null || maxMillis >= Millis.of(from)) && (to == null || minMillis <= Millis.of(to));
    }

    /**
     * Whether an event that was journaled at this moment or later may be in it; null is open. Not by its last line alone: a clock
     * may have been set back.
     */
    public boolean mayHoldJournaled(@Nullable Instant from) {
        return from == null || last == null || !last.isBefore(from) || maxMillis >= Millis.of(from);
    }
}
