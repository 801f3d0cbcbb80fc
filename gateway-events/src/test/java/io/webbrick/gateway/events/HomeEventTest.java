package io.webbrick.gateway.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HomeEventTest {
    @Test
    void doesNotChangeWhenThePublisherChangesItsMapLater() {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("val", 1);
        var event = HomeEvent.of("t", "s", payload);
        payload.put("val", 2);
        assertEquals(Map.of("val", 1L), event.payload());
    }

    @Test
    void letsNobodyChangeItsPayload() {
        var event = HomeEvent.of("t", "s", Map.of("list", new ArrayList<>(List.of(1))));
        var map = assertInstanceOf(Map.class, event.payload());
        assertThrows(UnsupportedOperationException.class, map::clear);
        var list = assertInstanceOf(List.class, map.get("list"));
        assertThrows(UnsupportedOperationException.class, list::clear);
    }

    @Test
    void keepsTheOrderOfKeys() {
        var payload = new LinkedHashMap<String, Object>();
        for (String key : List.of("z", "a", "m", "b")) {
            payload.put(key, null);
        }
        var map = assertInstanceOf(Map.class, HomeEvent.of("t", "s", payload).payload());
        assertEquals("[z, a, m, b]", map.keySet().toString());
    }

    @Test
    void bringsEveryNumberToOneForm() {
        var mixed = Arrays.<Object>asList(
                (byte) 1,
                (short) 2,
                3,
                BigInteger.valueOf(4),
                new BigInteger("9223372036854775808"),
                0.1f,
                new BigDecimal("1.50"),
                new BigDecimal("12345678901234567890"),
                new BigDecimal("0.1000000000000000055"),
                Float.NaN);
        assertEquals(
                List.of(
                        1L,
                        2L,
                        3L,
                        4L,
                        new BigInteger("9223372036854775808"),
                        0.1,
                        1.5,
                        new BigInteger("12345678901234567890"),
                        new BigDecimal("0.1000000000000000055"),
                        Double.NaN),
                HomeEvent.of("t", "s", mixed).payload());
    }

    @Test
    void refusesWhatJsonHasNoWordFor() {
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> HomeEvent.of("t", "s", Map.of("k", Instant.EPOCH)));
        assertEquals(
                "payload holds a java.time.Instant; only maps, lists, strings, numbers, booleans and null can be written",
                refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> HomeEvent.of("t", "s", Map.of(1, 2)));
    }

    @Test
    void refusesAPayloadThatHoldsItself() {
        var cycle = new ArrayList<Object>();
        cycle.add(cycle);
        assertThrows(IllegalArgumentException.class, () -> HomeEvent.of("t", "s", cycle));
    }

    @Test
    void takesDecimalsWithAbsurdExponentsInNoTime() {
        var tiny = new BigDecimal("1E-999999999");
        assertEquals(tiny, HomeEvent.of("t", "s", tiny).payload());
        var huge = new BigDecimal("1E+999999999");
        assertEquals(huge, HomeEvent.of("t", "s", huge).payload());
    }

    @Test
    void doesNotCopyAPayloadTwice() {
        var event = HomeEvent.of("t", "s", Map.of("val", 1));
        assertNotNull(event.payload());
        assertSame(event.payload(), event.withAt(Instant.EPOCH).payload());
    }
}
