package io.webbrick.gateway.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void takesTheNearestRankOfUnsortedDurations() {
        Percentiles percentiles = Percentiles.of(30, 10, 50, 20, 40);
        assertEquals(10, percentiles.at(0));
        assertEquals(10, percentiles.at(20));
        assertEquals(30, percentiles.at(50));
        assertEquals(50, percentiles.at(99.99));
        assertEquals(50, percentiles.max());
    }

    @Test
    void theWorstOfTenThousandIsBeyondTheir9999thPercentile() {
        Percentiles percentiles =
                Percentiles.of(LongStream.rangeClosed(1, 10_000).toArray());
        assertEquals(9_999, percentiles.at(99.99));
        assertEquals(10_000, percentiles.max());
    }

    @Test
    void leavesTheCallersArrayAsItIs() {
        long[] durations = {3, 1, 2};
        Percentiles.of(durations);
        assertEquals(3, durations[0]);
    }

    @Test
    void refusesNoDurationsAndNoPercent() {
        assertThrows(IllegalArgumentException.class, Percentiles::of);
        assertThrows(IllegalArgumentException.class, () -> Percentiles.of(1).at(101));
    }
}
