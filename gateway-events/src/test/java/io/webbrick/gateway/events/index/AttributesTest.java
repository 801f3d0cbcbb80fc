package io.webbrick.gateway.events.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AttributesTest {
    @Test
    void numbersBooleansAndTheirTextsAreNumbers() {
        assertEquals(3.0, of(3L));
        assertEquals(19.6, of(19.6));
        assertEquals(1e30, of(new BigInteger("1" + "0".repeat(30))));
        assertEquals(2.5, of(new BigDecimal("2.5")));
        assertEquals(1.0, of(true));
        assertEquals(0.0, of(false));
        assertEquals(1.0, of("1"));
        assertEquals(19.6, of("19.600000000000001"));
        assertEquals(-0.5, of(" -.5 "));
        assertEquals(1200.0, of("1.2e3"));
        assertEquals(1.0, of("On"));
        assertEquals(0.0, of("OFF"));
        assertEquals(1.0, of("True"));
        assertEquals(0.0, of("false"));
    }

    @Test
    void otherThingsAreNot() {
        for (Object value : Arrays.asList(
                null,
                "",
                "Outside",
                "04:01:00",
                "2007-02-03",
                "0x10",
                "1d",
                "NaN",
                "Infinity",
                "1,5",
                "1 2",
                List.of(1),
                Double.NaN,
                Double.POSITIVE_INFINITY,
                "9".repeat(41),
                "1e9999")) {
            assertNull(of(value), () -> "of " + value);
        }
    }

    @Test
    void pathsReachIntoNestedMaps() {
        Map<String, Object> payload = Map.of("a", Map.of("b", Map.of("c", 7L), "b.x", 8L), "a.b", 9L);
        assertEquals(7.0, Attributes.number(payload, "a.b.c"));
        assertEquals(8.0, Attributes.number(payload, "a.b.x"));
        assertEquals(9.0, Attributes.number(payload, "a.b"));
        assertNull(Attributes.number(payload, "a"));
        assertNull(Attributes.number(payload, "a.z"));
    }

    @Test
    void aPayloadThatIsANumberIsTheValue() {
        assertEquals(21.5, Attributes.number(21.5, "val"));
        assertNull(Attributes.number(21.5, "state"));
        assertEquals(Map.of("val", 21.5), Attributes.all(21.5));
        assertEquals(Map.of(), Attributes.all(null));
    }

    @Test
    void allAttributesKeepThePayloadsOrder() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("name", "Lounge");
        payload.put("val", 20.5);
        payload.put("fromNode", 9L);
        payload.put("limits", Map.of("hi", 100L));
        payload.put("state", "on");
        assertEquals(
                List.of("val", "fromNode", "limits.hi", "state"),
                List.copyOf(Attributes.all(payload).keySet()));
    }

    @Test
    void theUnitIsATextThatThePayloadNames() {
        assertEquals("kWh", Attributes.unit(Map.of("unit", "kWh")));
        assertEquals("W", Attributes.unit(Map.of("units", " W ")));
        assertNull(Attributes.unit(Map.of("unit", 5L)));
        assertNull(Attributes.unit(Map.of("unit", " ")));
        assertNull(Attributes.unit(Map.of("unit", "x".repeat(17))));
        assertNull(Attributes.unit("W"));
    }

    private static @Nullable Double of(@Nullable Object value) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("x", value);
        return Attributes.number(payload, "x");
    }
}
