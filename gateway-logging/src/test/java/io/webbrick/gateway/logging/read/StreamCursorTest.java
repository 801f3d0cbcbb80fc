package io.webbrick.gateway.logging.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamCursorTest {
    private static final Position POSITION = new Position("EventLog", "4f1c07a29be1d300", 12, 88_131);

    @ParameterizedTest
    @ValueSource(strings = {"EventLog/4f1c07a29be1d300.12/88131", "EventLog/4f1c07a29be1d300.12/88131+2"})
    void isReadBackAsItIsPrinted(String text) {
        assertEquals(Optional.of(text), StreamCursor.parse(text).map(StreamCursor::toString));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "start+2",
                "EventLog/4f1c07a29be1d300.12/88131+0",
                "EventLog/4f1c07a29be1d300.12/88131+",
                "x+1"
            })
    void isNothingElse(String text) {
        assertEquals(Optional.empty(), StreamCursor.parse(text));
    }

    @Test
    void countsLinesWithoutANameBehindTheLastOneWithOne() {
        StreamCursor named = StreamCursor.START.after(null).after(POSITION);
        assertEquals(new StreamCursor(POSITION, 0), named);
        assertEquals(new StreamCursor(POSITION, 2), named.after(null).after(null));
        assertFalse(StreamCursor.START.after(null).isNamed());
    }
}
