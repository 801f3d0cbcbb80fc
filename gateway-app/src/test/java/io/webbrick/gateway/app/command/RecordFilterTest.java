package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.record.Level;
import org.junit.jupiter.api.Test;

final class RecordFilterTest {
    private final RecordFilter warnings = new RecordFilter(Level.WARNING, null, null);

    @Test
    void takesTheFirstLevelOfTheLine() {
        assertTrue(warnings.test("2026-11-21T05:20:00.000+00:00 a.B: WARNING no INFO here"));
        assertFalse(warnings.test("2026-11-21T05:20:00.000+00:00 a.B: INFO this is no ERROR"));
    }

    @Test
    void aLineWithoutALevelCountsAsInfo() {
        assertFalse(warnings.test("2026-11-21T05:20:00.000+00:00 t,source,{\"val\":1}"));
        assertTrue(new RecordFilter(Level.INFO, null, null).test("2026-11-21T05:20:00.000+00:00 t,source"));
    }

    @Test
    void aWordThatOnlyHoldsALevelIsNone() {
        assertFalse(warnings.test("2026-11-21T05:20:00.000+00:00 INFORMATION ERRORS nothing"));
    }

    @Test
    void looksForALevelNearTheBeginningOnly() {
        assertFalse(warnings.test("x".repeat(200) + " ERROR"));
    }
}
