package io.webbrick.gateway.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void showsThreeDigits() {
        assertEquals("0.012", Numbers.of(0.0123));
        assertEquals("0.12", Numbers.of(0.123));
        assertEquals("12.3", Numbers.of(12.34));
        assertEquals("123", Numbers.of(123.4));
        assertEquals("1,234", Numbers.of(1_234.4));
        assertEquals("0", Numbers.of(0));
        assertEquals("5,000,000", Numbers.of(5e6));
    }

    @Test
    void aMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertEquals(new Summary(2.5, 1, 9, 4), Summary.of(List.of(9.0, 1.0, 2.0, 3.0)));
    }
}
