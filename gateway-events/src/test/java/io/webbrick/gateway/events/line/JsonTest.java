package io.webbrick.gateway.events.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void writesOneLineWithoutBlanksInTheMapsOrder() {
        var map = new LinkedHashMap<String, Object>();
        map.put("b", Arrays.asList(1, true, null));
        map.put("a", Map.of("c", "d"));
        assertEquals("{\"b\":[1,true,null],\"a\":{\"c\":\"d\"}}", Json.write(map));
    }

    @Test
    void escapesWhateverBreaksALineOrHidesText() {
        assertEquals(
                "\"\\n\\r\\t\\b\\f\\u0000\\u001B\\u007F\\u0085\\u009F\"",
                Json.write("\n\r\t\b\f\0\33\177\u0085\u009f"));
        assertEquals(
                "\"\\u2028\\u2029\\u202E\\u2066\\u200F\\u061C\\uFEFF\"",
                Json.write("\u2028\u2029\u202e\u2066\u200f\u061c\ufeff"));
        assertEquals("\"\\\"\\\\/\"", Json.write("\"\\/"));
    }

    @Test
    void escapesLoneSurrogatesAndLeavesPairs() {
        assertEquals("\"\\uD83D\"", Json.write("\ud83d"));
        assertEquals("\"a\\uDE00b\"", Json.write("a\ude00b"));
        assertEquals("\"\ud83d\ude00é日\"", Json.write("\ud83d\ude00é日"));
    }

    @Test
    void writesDoublesWithTheirShortestText() {
        assertEquals(
                "[19.6,0.002,2.0E-4,2.0E23,100.0,-0.0,4.9E-324]",
                Json.write(List.of(
                        Double.parseDouble("19.600000000000001"),
                        0.002,
                        2.0E-4,
                        Double.parseDouble("2.0E23"),
                        100.0,
                        -0.0,
                        Double.MIN_VALUE)));
        assertEquals("0.3", Json.write(0.3f));
    }

    @Test
    void writesWhatJsonCannotSayAsAMark() {
        assertEquals(
                "[{\"@float\":\"NaN\"},{\"@float\":\"-Infinity\"}]",
                Json.write(List.of(Double.NaN, Double.NEGATIVE_INFINITY)));
    }

    @Test
    void refusesToWriteUnknownTypes() {
        assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
    }

    @Test
    void keepsTheDigitsOfIntegersOfAnySize() throws JsonException {
        String digits = "123456789012345678901234567890";
        assertEquals(new BigInteger(digits), Json.parse(digits));
        assertEquals(digits, Json.write(Json.parse(digits)));
        assertEquals(Long.MIN_VALUE, Json.parse("-9223372036854775808"));
    }

    @Test
    void keepsDigitsThatADoubleWouldChange() throws JsonException {
        assertEquals(0.1, Json.parse("0.1"));
        assertEquals(1.5, Json.parse("1.50"));
        assertEquals(new BigDecimal("19.600000000000001"), Json.parse("19.600000000000001"));
        assertEquals(new BigDecimal("1E+400"), Json.parse("1e400"));
        assertEquals(1.0E22, Json.parse("1E22"));
        assertEquals(0.30000000000000004, Json.parse("0.30000000000000004"));
    }

    @Test
    void refusesKeysThatStandTwice() {
        var refusal = assertThrows(JsonException.class, () -> Json.parse("{\"a\":1,\n\"a\":null}"));
        assertEquals("line 2, column 1: key \"a\" stands twice in one object", refusal.getMessage());
    }

    @Test
    void refusesTextAfterTheValue() {
        assertThrows(JsonException.class, () -> Json.parse("1 2"));
        assertThrows(JsonException.class, () -> Json.parse("{} x"));
        assertThrows(JsonException.class, () -> Json.parse("{}]"));
    }

    @Test
    void refusesWhatIsNoJson() {
        for (String text : List.of(
                "",
                " ",
                "{",
                "[1,]",
                "'a'",
                "nan",
                "NaN",
                "01",
                "+1",
                "{a:1}",
                "\"a",
                "\"\n\"",
                "tru",
                "1e99999999999",
                "/**/1")) {
            assertThrows(JsonException.class, () -> Json.parse(text), text);
        }
    }

    @Test
    void readsAThousandLevelsAndNotOneMore() throws JsonException {
        assertInstanceOf(List.class, Json.parse("[".repeat(1_000) + "]".repeat(1_000)));
        assertThrows(JsonException.class, () -> Json.parse("[".repeat(1_001) + "]".repeat(1_001)));
        assertThrows(JsonException.class, () -> Json.parse("[".repeat(100_000)));
    }

    @Test
    void refusesNumbersThatTakeForeverToRead() {
        assertThrows(JsonException.class, () -> Json.parse("1".repeat(70_000)));
    }

    @Test
    void saysWhereInOneLine() {
        var refusal = assertThrows(JsonException.class, () -> Json.parse("{\n  \"a\": x}"));
        assertEquals(1, String.valueOf(refusal.getMessage()).lines().count());
        assertEquals("line 2, column 8", String.valueOf(refusal.getMessage()).substring(0, 16));
    }
}
