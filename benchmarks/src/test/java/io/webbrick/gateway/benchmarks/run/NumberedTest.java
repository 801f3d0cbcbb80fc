package io.webbrick.gateway.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.benchmarks.measure.FirstLine;
import io.webbrick.gateway.benchmarks.measure.Killed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberedTest {
    private final Numbered numbered = new Numbered(2);

    @Test
    void whatWasAcceptedAndIsNotThereIsMissing() {
        assertTrue(line(0, "0"));
        assertTrue(line(0, "2"));
        assertTrue(line(1, "0"));
        assertEquals(1, numbered.missing(List.of(3L, 1L)));
        assertEquals(0, numbered.missing(List.of(1L, 0L)));
    }

    @Test
    void aRecordThatWasNotAcknowledgedYetIsNoFault() {
        line(0, "0");
        line(0, "1");
        assertEquals(0, numbered.missing(List.of(1L, 0L)));
        assertEquals(0, numbered.doubled());
    }

    @Test
    void aRecordThatStandsThereTwiceIsDoubled() {
        line(1, "7");
        line(1, "7");
        line(0, "7");
        assertEquals(1, numbered.doubled());
    }

    @Test
    void aLineThatIsNotWholeIsNoRecord() {
        assertFalse(line(0, ""));
        assertFalse(line(0, "12x"));
        assertFalse(line(0, "99999999999"));
        assertFalse(line(2, "1"));
        assertFalse(isWhole("event " + Killed.name(0) + " from 1"));
        assertEquals(2, numbered.missing(List.of(2L, 0L)));
    }

    @Test
    void addsUpWhatTheLibrarySaysItRefused() {
        String report = "2026-11-21 05:20:00,123 ERROR EventLog.log.lost http://id.webbrick.co.uk/events/log/lost,"
                + "log/EventLog,{\"lost\":%s,\"reason\":\"the ring was full\"}";
        assertEquals(LineForm.Kind.REPORT, kind(report.formatted("2")));
        assertEquals(LineForm.Kind.REPORT, kind(report.formatted("3")));
        assertEquals(LineForm.Kind.REPORT, kind(report.formatted("null")));
        assertEquals(5, numbered.reported());
    }

    @Test
    void theLineOfTheNextStartIsWhole() {
        assertTrue(isWhole("2026-11-21 05:20:00,123 INFO EventLog.sensor " + FirstLine.TEXT));
        assertFalse(isWhole("2026-11-21 05:20:00,123 INFO Eve2026-11-21 05:20:00,123 INFO event x"));
    }

    private boolean line(int thread, String number) {
        return isWhole("2026-11-21 05:20:00,123 INFO EventLog.sensor event " + Killed.name(thread) + " from " + number);
    }

    private boolean isWhole(String line) {
        return kind(line) == LineForm.Kind.RECORD;
    }

    private LineForm.Kind kind(String line) {
        byte[] bytes = ("#" + line).getBytes(StandardCharsets.UTF_8);
        return numbered.kind(bytes, 1, bytes.length);
    }
}
