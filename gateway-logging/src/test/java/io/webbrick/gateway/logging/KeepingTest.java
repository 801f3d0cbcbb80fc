package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeepingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant TEN_DAYS_AGO = NOW.minus(Duration.ofDays(10));
    private static final double RATE = 100_000;
    private static final BudgetShare ALL = new BudgetShare(3, 100, 10);

    @Test
    void anAgeIsKeptHoweverMuchComes() {
        var fortnight = new Retention(0, Duration.ofDays(14), false);
        assertEquals(14L, Keeping.days(RATE, 1_000_000, 3, fortnight, ALL, null));
    }

    @Test
    void bytesAndFilesLastAsLongAsTheRateLets() {
        assertEquals(400L, Keeping.days(RATE, 1_000_000, 4, new Retention(0, null, 40_000_000, true), ALL, null));
        assertEquals(15L, Keeping.days(RATE, 1_000_000, 4, new Retention(5, null, false), ALL, null));
    }

    @Test
    void theBudgetBoundsAStreamToItsShareAndToWhatIsFree() {
        var budget = new BudgetStatus(10_000_000, 6_000_000);
        assertEquals(50L, Keeping.days(RATE, 1_000_000, 4, Retention.FOREVER, ALL, budget));
        var fifth = new BudgetShare(4, 20, 0);
        assertEquals(20L, Keeping.days(RATE, 1_000_000, 4, Retention.FOREVER, fifth, budget));
    }

    @Test
    void withoutABoundOrARateThereIsNoNumber() {
        assertNull(Keeping.days(RATE, 1_000_000, 4, Retention.FOREVER, ALL, null));
        var five = new Retention(5, null, false);
        assertNull(Keeping.days(-1, 1_000_000, 4, five, ALL, null));
        List<Keeping.Piece> files = List.of(new Keeping.Piece(1_000, NOW));
        assertEquals(-1, Keeping.perDay(files, null, NOW));
        assertEquals(-1, Keeping.perDay(files, NOW.minusSeconds(600), NOW));
        assertEquals(-1, Keeping.perDay(List.of(), TEN_DAYS_AGO, NOW));
    }

    private static Keeping.Piece piece(double bytes, int hoursAgo) {
        return new Keeping.Piece(bytes, NOW.minus(Duration.ofHours(hoursAgo)));
    }

    @Test
    void theRateIsThatOfTheLastDay() {
        var loud = List.of(piece(900, 200), piece(900, 48), piece(50, 24), piece(400, 12), piece(700, 0));
        assertEquals(1_100, Keeping.perDay(loud, TEN_DAYS_AGO, NOW), 0.01);
    }

    @Test
    void aFileThatWasBegunBeforeCountsForItsPart() {
        assertEquals(500, Keeping.perDay(List.of(piece(1_000, 0)), NOW.minus(Duration.ofDays(2)), NOW), 0.01);
        var half = List.of(piece(800, 36), piece(1_000, 12), piece(30, 0));
        assertEquals(530, Keeping.perDay(half, TEN_DAYS_AGO, NOW), 0.01);
    }

    @Test
    void aYoungOrQuietHistoryTellsItsWholeRate() {
        assertEquals(4_000, Keeping.perDay(List.of(piece(1_000, 0)), NOW.minus(Duration.ofHours(6)), NOW), 0.01);
        assertEquals(100, Keeping.perDay(List.of(piece(1_000, 30)), TEN_DAYS_AGO, NOW), 0.01);
    }
}
