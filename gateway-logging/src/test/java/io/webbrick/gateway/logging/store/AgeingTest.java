package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AgeingTest {
    private static final Duration FORTNIGHT = Duration.ofDays(14);
    private static final long NOW = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000L;

    private final AtomicLong nanos = new AtomicLong();
    private final Ageing ageing = new Ageing(nanos::get);

    private static List<History.Segment> history(long... modified) {
        var segments = new ArrayList<History.Segment>();
        for (int index = 0; index < modified.length; index++) {
            SegmentName name = SegmentName.numbered("a.log", modified.length - index, false);
            segments.add(new History.Segment(Path.of(name.fileName()), name, 10, modified[index]));
        }
        return segments;
    }

    private int expired(long now, long... modified) {
        List<History.Segment> history = history(modified);
        Set<History.Segment> expired = ageing.expired(history, FORTNIGHT, now);
        assertEquals(Set.copyOf(history.subList(0, expired.size())), expired, "the oldest go");
        return expired.size();
    }

    private void hours(int hours) {
        nanos.addAndGet(Duration.ofHours(hours).toNanos());
    }

    @Test
    void whatIsOlderThanTheBoundExpires() {
        ageing.begin(NOW, NOW);
        assertEquals(1, expired(NOW, NOW - 15 * DAY, NOW - 13 * DAY));
    }

    @Test
    void aJumpOfTenYearsExpiresNothingAtOnceAndADayAnHourLater() {
        ageing.begin(NOW, NOW);
        long jumped = NOW + 3_650 * DAY;
        long[] days = {NOW - 13 * DAY - 3_600_000, NOW - 12 * DAY - 3_600_000, NOW - 11 * DAY - 3_600_000, jumped};
        assertEquals(0, expired(jumped, days));
        hours(1);
        assertEquals(1, expired(jumped, days));
        hours(1);
        assertEquals(2, expired(jumped, days));
    }

    @Test
    void aJumpThatIsTakenBackExpiresNothing() {
        ageing.begin(NOW, NOW);
        expired(NOW + 3_650 * DAY, NOW - 10 * DAY);
        hours(1);
        assertEquals(0, expired(NOW + 3_600_000, NOW - 10 * DAY));
    }

    @Test
    void aStartAfterALongPauseExpiresAtMostOneDay() {
        ageing.begin(NOW - 60 * DAY, NOW);
        long[] days = {NOW - 74 * DAY, NOW - 73 * DAY + 1, NOW - 72 * DAY, NOW - 60 * DAY};
        assertEquals(1, expired(NOW, days));
    }

    @Test
    void aFileFromTheFutureIsAsOldAsTheOneThatFollows() {
        ageing.begin(NOW, NOW);
        assertEquals(1, expired(NOW, NOW + 3_650 * DAY, NOW - 15 * DAY, NOW - DAY) - 1);
    }

    @Test
    void aFileFromBeforeTheClockWasSetAgesWithTheOneThatFollows() {
        ageing.begin(NOW, NOW);
        assertEquals(0, expired(NOW, 10_000L, NOW - DAY));
        assertEquals(0, expired(NOW, 10_000L));
    }

    @Test
    void afterAProcessThatHadNoClockAgesAreThoseOfNow() {
        ageing.begin(20_000L, NOW);
        assertEquals(1, expired(NOW, NOW - 15 * DAY, NOW - DAY));
    }

    @Test
    void beforeTheClockIsSetNothingExpires() {
        ageing.begin(NOW, 20_000L);
        assertEquals(0, expired(20_000L, NOW - 100 * DAY, NOW));
    }
}
