package io.webbrick.gateway.app.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.webbrick.gateway.app.print.EventPrinter.Format;
import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventPrinterTest {
    private static final Instant TIME = Instant.parse("2026-11-21T05:20:00.120Z");
    private static final Instant AT = Instant.parse("2008-02-02T10:01:53.500Z");

    @Test
    void jsonlHoldsTheEventTyped() {
        assertEquals(
                "{\"time\":\"2026-11-21T05:20:00.12Z\",\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":11.4}}\n",
                print(Format.JSONL, ZoneOffset.UTC, HomeEvent.of("t", "s", Map.of("val", 11.4))));
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        assertEquals(
                "time,at,type,source,payload\n"
                        + "2026-11-21T05:20:00.120+00:00,2008-02-02T10:01:53.500+00:00,t,\"a,\"\"b\"\"\",\"{\"\"val\"\":1}\"\n",
                print(Format.CSV, ZoneOffset.UTC, new HomeEvent("t", "a,\"b\"", Map.of("val", 1L), AT)));
    }

    @Test
    void csvOfAnEventWithoutPayloadHasAnEmptyCell() {
        assertEquals(
                "time,at,type,source,payload\n2026-11-21T05:20:00.120+00:00,,t,s,\n",
                print(Format.CSV, ZoneOffset.UTC, HomeEvent.of("t", "s", null)));
    }

    @Test
    void lineIsTheLineOfEventLog() {
        assertEquals(
                "2026-11-21T06:20:00.120+01:00 t,s,{\"val\":1}\n",
                print(Format.LINE, ZoneId.of("Europe/Berlin"), HomeEvent.of("t", "s", Map.of("val", 1L))));
    }

    @Test
    void stopsWhenNobodyReadsAnyMore() {
        var printer = new EventPrinter(new PrintWriter(new Broken()), Format.LINE, ZoneOffset.UTC);
        var event = new JournaledEvent(TIME, HomeEvent.of("t", "s", null));
        boolean goesOn = true;
        for (int i = 0; i < 2_000 && goesOn; i++) {
            goesOn = printer.print(event);
        }
        assertFalse(goesOn);
    }

    private static String print(Format format, ZoneId zone, HomeEvent event) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        var printer = new EventPrinter(out, format, zone);
        printer.begin();
        printer.print(new JournaledEvent(TIME, event));
        out.flush();
        return text.toString();
    }

    /** A pipe whose reader is gone. */
    private static final class Broken extends Writer {
        @Override
        public void write(char[] letters, int from, int count) throws IOException {
            throw new IOException("broken pipe");
        }

        @Override
        public void flush() throws IOException {
            throw new IOException("broken pipe");
        }

        @Override
        public void close() {}
    }
}
