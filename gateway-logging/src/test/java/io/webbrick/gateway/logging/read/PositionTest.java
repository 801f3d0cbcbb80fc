package io.webbrick.gateway.logging.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class PositionTest {
    private static Position position(String text) {
        return Position.parse(text).orElseThrow();
    }

    @Test
    void whatIsPrintedIsReadBack() {
        var position = new Position("EventLog", "4f1c07a2", 12, 88_131);
        assertEquals("EventLog/4f1c07a2.12/88131", position.toString());
        assertEquals(Optional.of(position), Position.parse("EventLog/4f1c07a2.12/88131"));
        assertEquals("house%2Fdebug", position("house%2Fdebug/4f1c07a29be1d300.1/0").stream());
    }

    @Test
    void whatIsNoPositionIsNotRead() {
        for (String text : List.of(
                "",
                "EventLog",
                "EventLog/4f1c07a2/1",
                "EventLog/4f1c07a.1/0",
                "EventLog/4F1C07A2.1/0",
                "EventLog/4f1c07a2.0/0",
                "EventLog/4f1c07a2.-1/0",
                "EventLog/4f1c07a2.1/-1",
                "EventLog/4f1c07a2.1/00",
                "EventLog/4f1c07a2.2147483648/0",
                "EventLog/4f1c07a2.1/99999999999999999999",
                "a/b/4f1c07a2.1/0",
                "Event Log/4f1c07a2.1/0",
                "EventLog/4f1c07a2.1/0\n")) {
            assertEquals(Optional.empty(), Position.parse(text), text);
        }
    }

    @Test
    void aPositionThatCouldNotBeReadBackIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Position("a/b", "4f1c07a2", 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Position("a", "4f1c", 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Position("a", "4f1c07a2", 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Position("a", "4f1c07a2", 1, -1));
    }

    @Test
    void linesOfOneStreamAndEpochHaveAnOrder() {
        Position first = position("Debug/4f1c07a2.2/900");
        assertTrue(first.order(position("Debug/4f1c07a2.10/0")).orElseThrow() < 0);
        assertTrue(first.order(position("Debug/4f1c07a2.2/100")).orElseThrow() > 0);
        assertEquals(OptionalInt.of(0), first.order(first));
    }

    @Test
    void linesOfTwoEpochsOrStreamsHaveNone() {
        Position one = position("Debug/4f1c07a2.2/900");
        assertEquals(OptionalInt.empty(), one.order(position("Debug/4f1c07a3.3/900")));
        assertEquals(OptionalInt.empty(), one.order(position("Error/4f1c07a2.3/900")));
    }
}
