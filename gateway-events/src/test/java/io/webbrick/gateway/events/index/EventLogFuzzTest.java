package io.webbrick.gateway.events.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.LineException;
import io.webbrick.gateway.events.line.LocalTimes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * The readers of EventLog against whatever bytes: an event, or a reason why there is none; no exception else, and the quick
 * reader says what the full one says. The build runs the inputs that are kept beside this class.
 */
class EventLogFuzzTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final String STAMP = "2026-11-21T05:20:00.123+00:00 ";
    private static final byte[][] ALL = {};

    @FuzzTest(maxDuration = "10m")
    void lines(byte[] input) {
        String line = new String(input, StandardCharsets.UTF_8).replace('\n', ' ');
        for (String each : List.of(line, STAMP + line)) {
            try {
                JournaledEvent event = EventLine.parse(each, LONDON);
                assertEquals(
                        event.event(),
                        EventLine.parse(STAMP + EventLine.print(event.event()), LONDON)
                                .event());
            } catch (LineException none) {
                assertTrue(none.getMessage() != null && !none.getMessage().isBlank());
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void texts(byte[] input) throws IOException {
        var quick = new RowLog();
        var text = new TextRows(quick, new LocalTimes(LONDON), List.of());
        text.read(new ByteArrayInputStream(input), true);
        var full = new RowLog();
        long unreadable = full(new String(input, StandardCharsets.UTF_8), full);
        assertEquals(full.rows(), quick.rows());
        assertEquals(full.losses(), quick.losses());
        assertEquals(unreadable, text.unreadable());
        assertEquals(full.count(), text.events());
    }

    /** Reads a text line by line by the full parser alone; how many lines are neither blank nor an event. */
    private static long full(String text, RowLog log) {
        var rows = new EventRows(log);
        var times = new LocalTimes(LONDON);
        long unreadable = 0;
        for (String line : Arrays.asList(text.split("\n", -1))) {
            try {
                if (!line.isBlank()) {
                    rows.take(EventLine.parse(line, times));
                }
            } catch (LineException none) {
                unreadable++;
            }
        }
        return unreadable;
    }

    @FuzzTest(maxDuration = "10m")
    void scanned(byte[] input) {
        byte[] line =
                (STAMP + new String(input, StandardCharsets.UTF_8).replace('\n', ' ')).getBytes(StandardCharsets.UTF_8);
        var scanner = new LineScanner();
        if (!scanner.scan(line, 0, line.length, ALL)) {
            return;
        }
        var full = new RowLog();
        assertEquals(0, full(new String(line, StandardCharsets.UTF_8), full));
        var quick = new RowLog();
        Shape shape = scanner.shape();
        assertTrue(shape != null);
        quick.row(scanner.millis(), shape, scanner.values());
        assertEquals(full.rows(), quick.rows());
    }
}
