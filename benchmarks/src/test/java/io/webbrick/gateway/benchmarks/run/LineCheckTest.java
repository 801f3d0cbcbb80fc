package io.webbrick.gateway.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineCheckTest {
    private static final String LINE = "2026-11-21 05:20:00,123 INFO EventLog.sensor event a from boiler-room";
    private static final LineForm FORM = LineForm.endingWith(" from boiler-room");

    @TempDir
    private Path directory;

    @Test
    void countsWholeLines() throws IOException {
        assertEquals(new LineCheck(2, 0), check(LINE + "\n" + LINE + "\n"));
    }

    @Test
    void aLineCutShortIsTornEvenAtTheEndOfTheFile() throws IOException {
        assertEquals(new LineCheck(1, 1), check(LINE.substring(0, 40) + "\n" + LINE + "\n"));
        assertEquals(new LineCheck(1, 1), check(LINE + "\n" + LINE.substring(0, 40)));
        assertEquals(new LineCheck(0, 1), check(LINE));
    }

    @Test
    void aLineGluedToAnotherIsTorn() throws IOException {
        assertEquals(new LineCheck(0, 1), check(LINE + LINE + "\n"));
        assertEquals(new LineCheck(0, 1), check(LINE.substring(0, 40) + LINE + LINE + "\n"));
    }

    @Test
    void theReportOfALossIsNeitherRecordNorTorn() throws IOException {
        String time = LINE.substring(0, LineForm.TIME);
        String report = time + " ERROR EventLog.log.lost http://id.webbrick.co.uk/events/log/lost,log/EventLog,{}\n";
        String inDebug = time + " ERROR WebBrickLibs.LogWriter lost 3 records, the ring was full\n";
        assertEquals(new LineCheck(1, 0), check(report + inDebug + LINE + "\n"));
        assertEquals(new LineCheck(0, 1), check("EventLog.log.lost " + report));
    }

    @Test
    void bytesThatAreNoTextAreTorn() throws IOException {
        assertEquals(new LineCheck(1, 1), check("\0".repeat(100) + "\n" + LINE + "\n"));
    }

    @Test
    void linesAcrossTheBordersOfItsBufferAreWhole() throws IOException {
        int lines = 40_000;
        assertEquals(new LineCheck(lines, 0), check((LINE + "\n").repeat(lines)));
    }

    @Test
    void readsAllFilesOfAStreamPackedOnesToo() throws IOException {
        Files.writeString(directory.resolve("EventLog.log"), LINE + "\n", StandardCharsets.UTF_8);
        Files.writeString(directory.resolve("debug.log"), LINE + "\n", StandardCharsets.UTF_8);
        try (OutputStream packed =
                new GZIPOutputStream(Files.newOutputStream(directory.resolve("EventLog.log.1.gz")))) {
            packed.write((LINE + "\n" + LINE + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(new LineCheck(3, 0), LineCheck.of(directory, "EventLog", FORM));
    }

    private static LineCheck check(String text) throws IOException {
        return LineCheck.ofStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), FORM);
    }
}
