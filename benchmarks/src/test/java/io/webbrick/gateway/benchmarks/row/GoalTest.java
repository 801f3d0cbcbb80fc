package io.webbrick.gateway.benchmarks.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GoalTest {
    @Test
    void aRatioIsHeldAgainstItsBound() {
        assertTrue(Goal.ratioAtMost(0.5).isMet(100, OptionalDouble.of(0.5)));
        assertFalse(Goal.ratioAtMost(0.5).isMet(1, OptionalDouble.of(0.51)));
        assertTrue(Goal.ratioAtLeast(2).isMet(1, OptionalDouble.of(2)));
        assertFalse(Goal.ratioAtLeast(2).isMet(100, OptionalDouble.of(1.99)));
    }

    @Test
    void withoutAPeerNoRatioIsMet() {
        assertFalse(Goal.ratioAtMost(0.5).isMet(0, OptionalDouble.empty()));
        assertFalse(Goal.ratioAtLeast(2).isMet(1_000, OptionalDouble.empty()));
    }

    @Test
    void anAbsoluteBoundNeedsNoPeer() {
        assertTrue(Goal.atMost(0, "0").isMet(0, OptionalDouble.empty()));
        assertFalse(Goal.atMost(0, "0").isMet(1, OptionalDouble.empty()));
    }

    @Test
    void saysItsBoundInFewDigits() {
        assertEquals("<= 0.5 x best", Goal.ratioAtMost(0.5).text());
        assertEquals("<= 0.05 x best", Goal.ratioAtMost(0.05).text());
        assertEquals(">= 2 x best", Goal.ratioAtLeast(2).text());
    }
}
