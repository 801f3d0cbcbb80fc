package io.webbrick.gateway.events.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.webbrick.gateway.events.HomeEvent;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventLineTest {
    private static final Instant AT = Instant.parse("2008-10-26T18:18:23.086Z");

    private static HomeEvent event(@Nullable Object payload, @Nullable Instant at) {
        return new HomeEvent("temperature", "temperature/outside", payload, at);
    }

    private static HomeEvent parse(String body) throws LineException {
        return EventLine.parse("2026-11-21T05:20:00.123+00:00 " + body, ZoneOffset.UTC)
                .event();
    }

    private static String refusal(String body) {
        return String.valueOf(
                assertThrows(LineException.class, () -> parse(body), body).getMessage());
    }

    @Test
    void printsTheContractsExample() {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("name", "Outside");
        payload.put("val", 11.4);
        assertEquals(
                "temperature,temperature/outside,{\"name\":\"Outside\",\"val\":11.4}",
                EventLine.print(event(payload, null)));
    }

    @Test
    void printsNoTrailingCommaWithoutAPayload() {
        assertEquals("temperature,temperature/outside", EventLine.print(event(null, null)));
        assertEquals("temperature,temperature/outside,{}", EventLine.print(event(Map.of(), null)));
    }

    @Test
    void printsTheEventsOwnTimeAsFirstKey() {
        assertEquals(
                "temperature,temperature/outside,{\"@at\":\"2008-10-26T18:18:23.086Z\",\"val\":1}",
                EventLine.print(event(Map.of("val", 1), AT)));
        assertEquals(
                "temperature,temperature/outside,{\"@at\":\"2008-10-26T18:18:23.086Z\"}",
                EventLine.print(event(Map.of(), AT)));
    }

    @Test
    void printsOtherPayloadsWithTheirTimeUnderValue() {
        assertEquals(
                "temperature,temperature/outside,{\"@at\":\"2008-10-26T18:18:23.086Z\",\"@value\":[1]}",
                EventLine.print(event(List.of(1), AT)));
        assertEquals(
                "temperature,temperature/outside,{\"@at\":\"2008-10-26T18:18:23.086Z\",\"@value\":null}",
                EventLine.print(event(null, AT)));
    }

    @Test
    void doublesTheAtOfKeysAtAnyDepth() {
        assertEquals(
                "temperature,temperature/outside,{\"@@at\":{\"@@@x\":1}}",
                EventLine.print(event(Map.of("@at", Map.of("@@x", 1)), null)));
    }

    @Test
    void printsNanAsAMark() {
        assertEquals(
                "temperature,temperature/outside,{\"val\":{\"@float\":\"NaN\"}}",
                EventLine.print(event(Map.of("val", Double.NaN), null)));
    }

    @Test
    void quotesFieldsThatHoldCommaQuoteBlankOrControl() {
        assertEquals("\"a b\",\"x,y\"", EventLine.print(HomeEvent.of("a b", "x,y", null)));
        assertEquals("\"a\\\"b\",\"x\\ny\"", EventLine.print(HomeEvent.of("a\"b", "x\ny", null)));
        assertEquals("\"\",é'\\", EventLine.print(HomeEvent.of("", "é'\\", null)));
    }

    @Test
    void readsQuotedFields() throws LineException {
        assertEquals(HomeEvent.of("a b", "x,y\"\\", 5), parse("\"a b\",\"x,y\\\"\\\\\",5"));
    }

    @Test
    void readsAnOffsetInsideAt() throws LineException {
        assertEquals(
                AT, parse("t,s,{\"@at\":\"2008-10-26T19:18:23.086+01:00\"}").at());
    }

    @Test
    void readsPayloadsOfEveryKind() throws LineException {
        assertEquals(List.of(1L, "a", true), parse("t,s,[1,\"a\",true]").payload());
        assertEquals("text", parse("t,s,\"text\"").payload());
        assertEquals(
                new BigInteger("99999999999999999999"),
                parse("t,s,99999999999999999999").payload());
        assertEquals(false, parse("t,s,false").payload());
        assertNull(parse("t,s").payload());
    }

    @Test
    void keepsReservedKeysItDoesNotKnow() throws LineException {
        assertEquals(
                Map.of("@new", 1L, "@float", "abc"),
                parse("t,s,{\"@new\":1,\"@float\":\"abc\"}").payload());
    }

    @Test
    void ignoresACarriageReturnAtTheEnd() throws LineException {
        assertEquals(HomeEvent.of("t", "s", null), parse("t,s\r"));
        assertEquals(HomeEvent.of("t", "s", Map.of()), parse("t,s,{}\r"));
    }

    @Test
    void saysWhyALineIsNone() {
        assertEquals("no comma after the type", refusal("temperature"));
        assertEquals("nothing after the comma behind the source; a payload was expected", refusal("t,s,"));
        assertEquals("source is empty", refusal("t,"));
        assertEquals("type holds a blank, a quote or a control character unquoted", refusal("a b,s"));
        assertEquals("the quoted source does not end before a comma or the end of the line", refusal("t,\"s\"x"));
        assertEquals(
                "\"@at\" is no ISO-8601 time with an offset: \"yesterday\"", refusal("t,s,{\"@at\":\"yesterday\"}"));
        assertEquals(
                "payload is no JSON value: line 1, column 8: Unexpected end-of-input",
                refusal("t,s,{\"val\":").substring(0, 67).replaceAll("column \\d+", "column 8"));
    }

    @Test
    void refusesPythonBehindOurOwnTimeStamp() {
        refusal("t,s,{'val': 1}");
    }

    @Test
    void refusesALineWithoutATime() {
        for (String line : List.of(
                "",
                " ",
                "t,s",
                "2026-11-21",
                "2026-11-21T05:20:00",
                "2026-13-21T05:20:00Z t,s",
                "2026-11-21T05:20:00+99:00 t,s",
                "2026-11-21T05:20:00.+00:00 t,s",
                "2026-11-21T05:20:00+0 t,s",
                "2026-11-21T05:20:00Zt,s",
                "2026-02-30 05:20:00,000 t,s")) {
            assertThrows(LineException.class, () -> EventLine.parse(line, ZoneOffset.UTC), line);
        }
    }

    @Test
    void readsTimesInEveryForm() throws LineException {
        var zone = ZoneId.of("Europe/London");
        for (String stamp : List.of(
                "2026-07-01T05:20:00.123+01:00",
                "2026-07-01T04:20:00.123Z",
                "2026-07-01T04:20:00,123+0000",
                "2026-07-01 05:20:00,123",
                "2026-07-01T05:20:00.123000000")) {
            assertEquals(
                    Instant.parse("2026-07-01T04:20:00.123Z"),
                    EventLine.parse(stamp + " t,s", zone).time(),
                    stamp);
        }
        assertEquals(
                Instant.parse("2026-07-01T04:20:00Z"),
                EventLine.parse("2026-07-01 05:20:00 t,s", zone).time());
    }

    @Test
    void readsOurPayloadBehindALocalTime() throws LineException {
        String line = "2026-07-01 05:20:00,123 \"a,{'b\",s,{\"text\":\",{' \\u0007\"}";
        assertEquals(
                HomeEvent.of("a,{'b", "s", Map.of("text", ",{' \u0007")),
                EventLine.parse(line, ZoneOffset.UTC).event());
    }

    @Test
    void readsOurSourceThatBeginsLikeAPythonPayload() throws LineException {
        assertEquals(
                HomeEvent.of("t", "{'a", Map.of("on", true)),
                EventLine.parse("2026-07-01 05:20:00,123 t,{'a,{\"on\":true}", ZoneOffset.UTC)
                        .event());
    }

    @Test
    void readsALossAsAnOrdinaryEvent() throws LineException {
        String body = "http://id.webbrick.co.uk/events/log/lost,log/EventLog,"
                + "{\"lost\":3,\"from\":\"2026-11-21T05:20:00Z\",\"to\":\"2026-11-21T05:21:00Z\",\"reason\":\"ring full\"}";
        HomeEvent lost = parse(body);
        assertEquals(HomeEvent.TYPE_PREFIX + "log/lost", lost.type());
        assertEquals(body, EventLine.print(lost));
    }

    @Test
    void readsKeysAndNumbersAsLongAsALine() throws LineException {
        HomeEvent event = event(Map.of("k".repeat(30_000), new BigInteger("7".repeat(30_000))), null);
        assertEquals(event, parse(EventLine.print(event)));
        HomeEvent longKey = event(Map.of("k".repeat(65_000), 1), null);
        assertEquals(longKey, parse(EventLine.print(longKey)));
    }

    @Test
    void takesAPayloadAsDeepAsAnEventMayHaveWithItsTime() throws LineException {
        Object deep = List.of();
        for (int i = 1; i < 200; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        HomeEvent event = event(deep, AT);
        assertEquals(event, parse(EventLine.print(event)));
        String deeper = "[".repeat(201) + "]".repeat(201);
        assertEquals("payload is nested deeper than 200 levels", refusal("t,s," + deeper));
    }
}
