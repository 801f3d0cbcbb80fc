package io.webbrick.gateway.logging.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecordEncoderTest {
    private final RecordEncoder encoder = new RecordEncoder();

    private EncodedRecord encoded() {
        return new EncodedRecord().on(encoder.bytes().bytes());
    }

    private void begin() {
        encoder.begin(1_700_000_000_123L, 30, LoggerName.of("Heating.Boiler"), "main");
    }

    @Test
    void everyTextComesBackFromItsPlace() {
        begin();
        encoder.message("über {} und {}", 2, "eins", 2);
        encoder.thrown(new IllegalStateException("kaputt"));
        encoder.attributes(new Object[] {"room", "attic"}, Map.of("request", "17"));
        EncodedRecord record = encoded();
        assertEquals(1_700_000_000_123L, record.epochMillis());
        assertEquals(30, record.level());
        assertEquals("Heating.Boiler", record.text(record.loggerAt(), record.threadAt()));
        assertEquals("main", record.text(record.threadAt(), record.messageAt()));
        assertEquals("über eins und 2", record.text(record.messageAt(), record.thrownAt()));
        assertTrue(record.text(record.thrownAt(), record.attributesAt()).contains("kaputt"));
        var attributes = new ArrayList<String>();
        record.attributes((mdc, keyAt, keyEnd, valueAt, valueEnd) -> attributes.add(
                (mdc ? "mdc " : "") + record.text(keyAt, keyEnd) + "=" + record.text(valueAt, valueEnd)));
        assertEquals(java.util.List.of("room=attic", "mdc request=17"), attributes);
    }

    @Test
    void aMessageOverTheBoundIsCutWithItsLengthNoted() {
        begin();
        encoder.message("é".repeat(50_000), 0, null, null);
        encoder.attributes(null, null);
        String message = encoded().text(encoded().messageAt(), encoded().thrownAt());
        assertTrue(encoder.wasCut());
        assertTrue(message.contains("é [cut from 100000 bytes, hash "), message.substring(message.length() - 60));
    }

    @Test
    void aToStringOfAHundredMegabytesIsCutAndItsLengthKept() {
        begin();
        encoder.message(
                "{} end",
                1,
                new Object() {
                    @Override
                    public String toString() {
                        return "x".repeat(100_000_000);
                    }
                },
                null);
        encoder.attributes(null, null);
        String message = encoded().text(encoded().messageAt(), encoded().thrownAt());
        assertTrue(message.contains("x [cut from 100000004 bytes, hash "), message.substring(message.length() - 60));
        assertTrue(encoder.bytes().length() < RecordEncoder.MAX_TEXT_BYTES + 200, "nothing else of it is kept");
        assertTrue(encoder.oversized(), "its memory does not stay");
    }

    @Test
    void aMessageAtTheBoundIsWhole() {
        begin();
        encoder.message("x".repeat(RecordEncoder.MAX_TEXT_BYTES), 0, null, null);
        encoder.attributes(null, null);
        assertFalse(encoder.wasCut());
    }

    @Test
    void aCyclicCauseEnds() {
        var first = new IllegalStateException("first");
        var second = new IllegalStateException("second", first);
        first.initCause(second);
        begin();
        encoder.message("m", 0, null, null);
        encoder.thrown(first);
        encoder.attributes(null, null);
        EncodedRecord record = encoded();
        assertTrue(record.text(record.thrownAt(), record.attributesAt()).contains("[circular reference]"));
    }

    @Test
    void anExceptionWhoseMessageThrowsKeepsItsPlace() {
        var hostile = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no");
            }
        };
        begin();
        encoder.message("m", 0, null, null);
        encoder.thrown(hostile);
        encoder.attributes(null, null);
        EncodedRecord record = encoded();
        assertTrue(record.text(record.thrownAt(), record.attributesAt()).contains("[FAILED toString()"));
    }

    @Test
    void aFrameIsShownAsTheVirtualMachineShowsIt() {
        StackTraceElement[] frames = {
            new StackTraceElement(null, "a.module", "1.2", "a.B", "c", "B.java", -1),
            new StackTraceElement("my-loader", "a.module", null, "a.B$1", "<init>", null, 3),
            new StackTraceElement("my-loader", null, null, "a.B", "c", "B.java", -2),
            new StackTraceElement(null, null, null, "a.B", "c", null, -1),
            new Throwable().getStackTrace()[0],
            trace(() -> List.of(1).forEach(each -> {
                throw new IllegalStateException();
            }))[1]
        };
        var thrown = new IllegalStateException("broken");
        thrown.setStackTrace(frames);
        begin();
        encoder.message("m", 0, null, null);
        encoder.thrown(thrown);
        encoder.attributes(null, null);
        EncodedRecord record = encoded();
        var shown = new StringBuilder();
        for (int at = record.thrownAt(); at < record.attributesAt(); at++) {
            int b = record.bytes()[at] & 0xFF;
            shown.append(b == EncodedRecord.LINE ? '\n' : b == EncodedRecord.TAB ? '\t' : (char) b);
        }
        var expected = new StringBuilder("\n" + thrown);
        for (StackTraceElement frame : frames) {
            expected.append("\n\tat ").append(frame);
        }
        assertEquals(expected.toString(), shown.toString());
    }

    private static StackTraceElement[] trace(Runnable throwing) {
        try {
            throwing.run();
        } catch (IllegalStateException thrown) {
            return thrown.getStackTrace();
        }
        throw new AssertionError("it throws");
    }

    @Test
    void aHugeRecordMarksTheEncoderAsOversized() {
        begin();
        encoder.message("x".repeat(1_000_000), 0, null, null);
        assertTrue(encoder.oversized());
    }
}
