package io.webbrick.gateway.logging.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineFormatTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final long MILLIS = Instant.parse("2008-10-26T00:30:23.086Z").toEpochMilli();

    private static String line(String format, String datefmt, ZoneId zone, long millis, @Nullable Throwable thrown) {
        var encoder = new RecordEncoder();
        encoder.begin(millis, 20, LoggerName.of("Heating.Boiler"), "main");
        encoder.message("on", 0, null, null);
        encoder.thrown(thrown);
        encoder.attributes(new Object[] {"room", "attic"}, Map.of("request", "17"));
        var out = new Utf8Buffer(16);
        LineFormat.compile(format, datefmt, zone)
                .append(new EncodedRecord().on(encoder.bytes().bytes()), out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    private static String line(String format) {
        return line(format, "", LONDON, MILLIS, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%(message)s|on room=attic",
                "%(asctime)s %(name)s|2008-10-26 01:30:23,086 Heating.Boiler",
                "%(levelname)-8s.|INFO    .",
                "%(levelname)8s.|'    INFO.'",
                "%(levelno)d|20",
                "%(msecs)03d|086",
                "%(name).7s|Heating",
                "%(threadName)s|main",
                "100%% %(levelname)s|100% INFO",
                "%(room)s-%(request)s-%(unknown)s|attic-17-",
                "%(mdc)s|request=17",
                "%(created)f|1224981023.086",
            })
    void printsAnAttributeAsPythonDoes(String format, String expected) {
        assertEquals(expected + "\n", line(format));
    }

    @Test
    void aTimeWithLineFeedsStaysOnItsLine() {
        assertEquals("2008\\n\\r10\n", line("%(asctime)s", "%Y\n\r%m", LONDON, MILLIS, null));
    }

    @Test
    void isoTimesCarryTheOffsetOfTheHour() {
        String format = "%(asctime)s";
        assertEquals("2008-10-26T01:30:23.086+01:00\n", line(format, "iso", LONDON, MILLIS, null));
        assertEquals("2008-10-26T01:30:23.086+00:00\n", line(format, "iso", LONDON, MILLIS + 3_600_000, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%H:%M:%S|01:30:23",
                "%d %b %Y|26 Oct 2008",
                "%y%m%d %j %p %I|081026 300 AM 01",
                "%A %a %B|Sunday Sun October",
                "%Y-%m-%dT%H:%M:%S%z|2008-10-26T01:30:23+0100",
                "100%%|100%",
            })
    void datefmtFollowsStrftime(String datefmt, String expected) {
        assertEquals(expected + "\n", line("%(asctime)s", datefmt, LONDON, MILLIS, null));
    }

    @Test
    void everyLineOfAnExceptionBeginsWithATab() {
        var thrown = new IllegalStateException("first\nline", new RuntimeException("cause"));
        String text = line("%(message)s", "", LONDON, MILLIS, thrown);
        String[] lines = text.split("\n", -1);
        assertEquals("on room=attic", lines[0]);
        assertEquals("\tjava.lang.IllegalStateException: first\\nline", lines[1]);
        assertTrue(lines[2].startsWith("\t\tat "), lines[2]);
        assertTrue(text.contains("\n\tCaused by: java.lang.RuntimeException: cause\n"), text);
        for (int index = 1; index < lines.length - 1; index++) {
            assertTrue(lines[index].startsWith("\t"), lines[index]);
        }
    }

    @ParameterizedTest
    @CsvSource({"%(message)", "%s", "%(message)q", "100%", "%()s"})
    void aBrokenFormatIsRefusedWithTheReason(String format) {
        var refused = assertThrows(IllegalArgumentException.class, () -> LineFormat.compile(format, "", LONDON));
        assertTrue(String.valueOf(refused.getMessage()).contains(format), refused.getMessage());
    }

    @Test
    void aTimeComesBackFromTheLineItWasWrittenInto() {
        for (String datefmt : new String[] {"", "iso"}) {
            String text = line("%(asctime)s %(message)s", datefmt, ZoneId.of("UTC"), MILLIS, null);
            assertEquals(MILLIS, LineTime.of(text.strip(), ZoneId.of("UTC")).orElseThrow());
        }
    }

    private static String block(String format, String... lines) {
        var encoder = new RecordEncoder();
        encoder.begin(MILLIS, 10, LoggerName.of("http.send"), "main");
        encoder.lines(List.of(lines));
        encoder.attributes(null, null);
        var out = new Utf8Buffer(16);
        LineFormat.compile(format, "", LONDON)
                .printer()
                .append(new EncodedRecord().on(encoder.bytes().bytes()), out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    @Test
    void furtherLinesOfAMessageBeginWithATabAndAnEmptyLastOneIsLeftOut() {
        assertEquals("DEBUG a\n\tb\\nc\n\t\n\td\n", block("%(levelname)s %(message)s", "a", "b\nc", "", "d"));
        assertEquals("a\n\tb\n", block("%(message)s", "a", "b", ""));
        assertEquals("a\n", block("%(message)s", "a"));
        assertEquals("\n", block("%(message)s"));
    }

    @Test
    void everyLineLooksAsTheFirstOneWhereTheFormatSaysSo() {
        assertEquals("a\nb\\nc\n\nd\n\n", block("%(lines)s", "a", "b\nc", "", "d", ""));
        assertEquals("http.send: a!\nhttp.send: \u00e4!\n", block("%(name)s: %(lines)s!", "a", "\u00e4"));
        assertEquals("a\n\tb\n", block("%(lines)-1s", "a", "b"), "filled up it is one text");
        String thrown = line("[%(lines)s]", "", LONDON, MILLIS, new IllegalStateException("first"));
        assertTrue(thrown.startsWith("[on room=attic]\n[java.lang.IllegalStateException: first]\n[\tat "), thrown);
    }
}
