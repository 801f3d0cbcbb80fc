package io.webbrick.gateway.events.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.webbrick.gateway.events.HomeEvent;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OriginalLineTest {
    private static HomeEvent parse(String body) throws LineException {
        return EventLine.parse("2008-10-26 18:18:23,086 " + body, ZoneOffset.UTC)
                .event();
    }

    private static @Nullable Object payload(String literal) throws LineException {
        return PythonLiteral.parse(literal, 0);
    }

    private static void assertRefused(String body) {
        assertThrows(LineException.class, () -> parse(body), body.substring(0, Math.min(80, body.length())));
    }

    @Test
    void readsPlainLines() throws LineException {
        assertEquals(HomeEvent.of("t", "a/b", Map.of("val", 1)), parse("t,a/b,{'val': 1}"));
        assertEquals(HomeEvent.of("t", "a/b", null), parse("t,a/b"));
        assertEquals(HomeEvent.of("", "", Map.of("val", 1)), parse(",,{'val': 1}"));
        assertEquals(HomeEvent.of("internal", "my own source", null), parse("internal,my own source"));
    }

    @Test
    void findsThePayloadBehindASourceWithCommas() throws LineException {
        assertEquals(HomeEvent.of("t", "a,b, c", Map.of("val", 1)), parse("t,a,b, c,{'val': 1}"));
        assertEquals(HomeEvent.of("t", "a,{'x': 1}", Map.of("y", 2, "z", 3)), parse("t,a,{'x': 1},{'y': 2, 'z': 3}"));
        assertEquals(HomeEvent.of("t", "a,[", Map.of("y", 2)), parse("t,a,[,{'y': 2}"));
        assertEquals(HomeEvent.of("t", "a,b", null), parse("t,a,b"));
        assertEquals(HomeEvent.of("t", "a,b,5", null), parse("t,a,b,5"));
    }

    @Test
    void isNotMisledByCommasAndBracketsInsideThePayload() throws LineException {
        assertEquals(
                HomeEvent.of("t", "s", Map.of("a", "x,{'b': 1}", "c", List.of(1, Map.of("d", 2)))),
                parse("t,s,{'a': \"x,{'b': 1}\", 'c': [1,{'d': 2}]}"));
        assertEquals(HomeEvent.of("t", "s", Map.of("a", ",{}")), parse("t,s,{'a': ',{}'}"));
    }

    @Test
    void readsPayloadsThatAreNoMap() throws LineException {
        assertEquals(HomeEvent.of("t", "s", List.of(60, "t", "s")), parse("t,s,[60, u't', 's']"));
        assertEquals(HomeEvent.of("t", "s", List.of(2)), parse("t,s,(2,)"));
        assertEquals(HomeEvent.of("t", "s", "a,b"), parse("t,s,u'a,b'"));
        assertEquals(HomeEvent.of("t", "s", 10), parse("t,s,10L"));
        assertEquals(HomeEvent.of("t", "s", true), parse("t,s,True"));
    }

    @Test
    void refusesTheRemainsOfAPayload() {
        for (String body : List.of(
                "t",
                "t,s,",
                "t,s,{'val': 1",
                "t,s,{'val': }",
                "t,s,{'val' 1}",
                "t,s{'val': 1}",
                "t,s,{'val': 1}}",
                "t,s,{'val': 1} x",
                "t,s,'val': 1}",
                "t,s,{val: 1}",
                "t,s,{'a': <object at 0x1>}",
                "t,s,[1, 2",
                "t,a,b,{'x': 08}",
                "t,s,{'a': set([1])}",
                "t,s,{'a': 1 'b': 2}",
                "t,s,{'a': 1,, 'b': 2}",
                "t,s,{'a\\xf': 1}",
                "t,s,{'a': 1j}")) {
            assertRefused(body);
        }
    }

    @Test
    void readsEveryKindOfString() throws LineException {
        assertEquals(
                List.of("a", "b", "c", "d", "e", "f\\n", "g\\'", "h"),
                payload("['a', \"b\", u'c', b'd', U\"e\", r'f\\n', R'g\\'', ur'h']"));
        assertEquals("it's \"x\"", payload("'it\\'s \"x\"'"));
        assertEquals("ab", payload("'a' 'b'"));
        assertEquals("a'b\"\"", payload("'''a'b\"\"'''"));
        assertEquals("", payload("''"));
        assertEquals("\\\n\r\t\u0007\b\f\u000b", payload("'\\\\\\n\\r\\t\\a\\b\\f\\v'"));
    }

    @Test
    void readsByteEscapesAsLatinOne() throws LineException {
        assertEquals(
                "\u00fe\u0004\u0014\b 22\u0007\u0006\u0007\0\u0004",
                payload("'\\xfe\\x04\\x14\\x08 22\\x07\\x06\\x07\\x00\\x04'"));
        assertEquals("\u00c3\u00a9", payload("'\\xc3\\xa9'"));
        assertEquals("A\0018\u00ff", payload("'\\101\\0018\\777'"));
        assertEquals("\\u0041\\U00000041\\N{DIGIT ONE}\\q", payload("'\\u0041\\U00000041\\N{DIGIT ONE}\\q'"));
    }

    @Test
    void readsUnicodeEscapes() throws LineException {
        assertEquals(
                "é☃\ud83d\ude00\ud83d\ude001\u01ff",
                payload("u'\\xe9\\u2603\\U0001f600\\ud83d\\ude00\\N{DIGIT ONE}\\777'"));
        assertEquals("\\xe9é", payload("ur'\\xe9\\u00e9'"));
        for (String broken : List.of(
                "u'\\u12'",
                "u'\\U00110000'",
                "u'\\Uffffffff'",
                "u'\\N'",
                "u'\\N{}'",
                "u'\\N{NO SUCH}'",
                "u'\\x4'",
                "'\\xg0'",
                "'",
                "'a",
                "'a\\",
                "'a\\'",
                "'''a'",
                "u'\\uff10\\uff1'")) {
            assertThrows(LineException.class, () -> payload(broken), broken);
        }
    }

    @Test
    void readsEveryKindOfNumber() throws LineException {
        assertEquals(
                Arrays.asList(3L, -3L, 10L, 255L, 255L, 63L, 63L, 5L, 0L, 0L),
                payload("[3, -3, 10L, 0xff, 0XFFL, 077, 0o77, 0b101, 0, 00]"));
        assertEquals(new BigInteger("-123456789012345678901234567890"), payload("-123456789012345678901234567890L"));
        assertEquals(Long.MIN_VALUE, payload("-9223372036854775808"));
        assertEquals(
                Arrays.asList(19.6, 1.0e100, 1.0, 0.5, -2.5e-7, 1e5, 100.0, -0.0),
                payload("[19.600000000000001, 1e+100, 1., .5, -2.5e-07, 1e5, 0100.0, -0.0]"));
        assertEquals(
                Arrays.asList(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        Double.NaN),
                payload("[nan, inf, -inf, 1e999, 1.#INF, -1.#IND]"));
        for (String none :
                List.of("1_0", "0x", "08", "1e", "--1", "1d", "0x1p3", "Infinity", "NaN", "1.5L", "", "e5", ".")) {
            assertThrows(LineException.class, () -> payload(none), none);
        }
    }

    @Test
    void readsNestedCollections() throws LineException {
        assertEquals(
                List.of(List.of(), List.of(1L, 2L), List.of(3L), 4L, Map.of(), Map.of("a", Map.of("b", List.of()))),
                payload("[(), (1, 2), (3,), (4), {}, {'a': {'b': [],},}]"));
        assertEquals(Arrays.asList(null, true, false), payload(" [ None , True,False , ] "));
    }

    @Test
    void readsPythonAsPythonEvenWhereItIsJsonByChance() throws LineException {
        assertEquals(HomeEvent.of("t", "s", Map.of("it's", 19.6)), parse("t,s,{\"it's\": 19.600000000000001}"));
    }

    @Test
    void readsForeignJsonBehindALocalTime() throws LineException {
        assertEquals(HomeEvent.of("t", "s", Map.of("on", true)), parse("t,s,{ \"on\" : true }"));
    }

    @Test
    void readsKeysThatAreNoStringsAsTheirText() throws LineException {
        assertEquals(
                Map.of("3", "a", "10", "b", "1.5", "c", "None", "d", "(1, 'x')", "e"),
                payload("{3: 'a', 10L: 'b', 1.5: 'c', None: 'd', (1, 'x'): 'e'}"));
    }

    @Test
    void givesUpOnBottomlessNesting() {
        assertThrows(LineException.class, () -> payload("[".repeat(100_000) + "]".repeat(100_000)));
        assertRefused("t,s," + "(".repeat(100_000) + ")");
    }

    @Test
    void readsHostileLinesInNoTime() {
        assertRefused("t,s," + "[1,".repeat(50_000) + "]");
        assertRefused("t,s" + ",{'a':".repeat(10_000) + "}");
    }
}
