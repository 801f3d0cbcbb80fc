package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.Retention;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class KeepingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant TEN_DAYS_AGO = NOW.minus(Duration.ofDays(10));
    private static final BudgetShare ALL = new BudgetShare(3, 100, 10);

    @Test
    void anAgeIsKeptHoweverMuchComes() {
        var fortnight = new Retention(0, Duration.ofDays(14), false);
        assertEquals(14L, Keeping.days(1_000_000, 3, TEN_DAYS_AGO, NOW, fortnight, ALL, null));
    }

    @Test
    void bytesAndFilesLastAsLongAsTheRateLets() {
        assertEquals(
                400L,
                Keeping.days(1_000_000, 4, TEN_DAYS_AGO, NOW, new Retention(0, null, 40_000_000, true), ALL, null));
        assertEquals(15L, Keeping.days(1_000_000, 4, TEN_DAYS_AGO, NOW, new Retention(5, null, false), ALL, null));
    }

    @Test
    void theBudgetBoundsAStreamToItsShareAndToWhatIsFree() {
        var budget = new BudgetStatus(10_000_000, 6_000_000);
        assertEquals(50L, Keeping.days(1_000_000, 4, TEN_DAYS_AGO, NOW, Retention.FOREVER, ALL, budget));
        var fifth = new BudgetShare(4, 20, 0);
        assertEquals(20L, Keeping.days(1_000_000, 4, TEN_DAYS_AGO, NOW, Retention.FOREVER, fifth, budget));
    }

    @Test
    void withoutABoundOrARateThereIsNoNumber() {
        assertNull(Keeping.days(1_000_000, 4, TEN_DAYS_AGO, NOW, Retention.FOREVER, ALL, null));
        var five = new Retention(5, null, false);
        assertNull(Keeping.days(1_000_000, 4, null, NOW, five, ALL, null));
        assertNull(Keeping.days(1_000_000, 4, NOW.minusSeconds(600), NOW, five, ALL, null));
    }
}
