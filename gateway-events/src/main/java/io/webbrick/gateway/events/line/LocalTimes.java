package io.webbrick.gateway.events.line;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * What local times without an offset mean, line after line of one history. The hour that comes twice when summer time
 * ends is told apart by the order of the lines: once local time has gone back inside it, the later hour is meant. A
 * second of disorder is allowed for, as several threads wrote the original's file. One thread.
 */
public final class LocalTimes {
    private static final Duration DISORDER = Duration.ofSeconds(1);

    private final ZoneId zone;
    private @Nullable Instant last;

    public LocalTimes(ZoneId zone) {
        this.zone = zone;
    }

    /** The moment of this local time in a line that follows those resolved before; a time that a gap skips moves on. */
    Instant resolve(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return saw(change == null || change.isGap() ? local.atZone(zone).toInstant() : inOverlap(local, change));
    }

    /** Notes the time of lines that somebody else has read. */
    public void passed(Instant time) {
        last = time;
    }

    /** The time of the last line; null before the first. */
    public @Nullable Instant last() {
        return last;
    }

    /** What local times without an offset mean. */
    public ZoneId zone() {
        return zone;
    }

    /** Notes a moment that a line stated with its offset. */
    Instant saw(Instant time) {
        last = time;
        return time;
    }

    private Instant inOverlap(LocalDateTime local, ZoneOffsetTransition change) {
        Instant earlier = local.toInstant(change.getOffsetBefore());
        Instant before = last;
        boolean wentBack = before != null
                && before.isAfter(earlier.plus(DISORDER))
                && before.isBefore(change.getInstant().minus(change.getDuration()));
        return wentBack ? local.toInstant(change.getOffsetAfter()) : earlier;
    }
}
