package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ValueAxisTest {
    @Test
    void ticksAreRoundNumbers() {
        assertEquals(List.of("17", "18", "19", "20", "21", "22"), labels(17.1, 22.3, 6));
        assertEquals(List.of("0", "500", "1,000", "1,500", "2,000"), labels(120, 2080, 5));
        assertEquals(List.of("0.0", "0.5", "1.0"), labels(0, 1, 3));
        assertEquals(List.of("-5", "0", "5", "10"), labels(-5.2, 13, 5));
    }

    @Test
    void aConstantHasRoomAroundIt() {
        ValueAxis axis = ValueAxis.of(20, 20, 4);
        assertTrue(axis.low() < 20 && axis.high() > 20, axis::toString);
        assertEquals(List.of("0.0", "0.5", "1.0"), labels(0, 0, 3));
    }

    @Test
    void anyValuesHaveTicksThatDiffer() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 5000; round++) {
            double scale = Math.pow(10, random.nextInt(24) - 9);
            double a = (random.nextDouble() - 0.5) * scale;
            double b = random.nextInt(5) == 0 ? a : a + random.nextDouble() * scale;
            ValueAxis axis = ValueAxis.of(a, b, 2 + random.nextInt(8));
            String where = "seed " + seed + " " + a + " to " + b + " " + axis;
            assertTrue(axis.low() <= a && axis.high() >= b && axis.low() < axis.high(), where);
            List<Double> ticks = axis.ticks();
            assertTrue(ticks.size() <= 12, where);
            for (double tick : ticks) {
                assertTrue(tick >= axis.low() - axis.step() * 1e-6 && tick <= axis.high() + axis.step() * 1e-6, where);
            }
            if (scale > 1e-3 && scale < 1e9 && b - a > scale * 1e-3) {
                assertEquals(
                        ticks.size(),
                        new HashSet<>(ticks.stream().map(axis::label).toList()).size(),
                        where);
            }
        }
    }

    private static List<String> labels(double min, double max, int steps) {
        ValueAxis axis = ValueAxis.of(min, max, steps);
        return axis.ticks().stream().map(axis::label).toList();
    }
}
