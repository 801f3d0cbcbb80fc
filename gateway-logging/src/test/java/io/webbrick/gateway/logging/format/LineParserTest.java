package io.webbrick.gateway.logging.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.record.RecordFields;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a format writes is read back, whatever the format. */
final class LineParserTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant NOON = Instant.parse("2026-07-21T11:00:01.123Z");

    private static RecordFields fields(String format, String datefmt, String line) {
        return LineParser.of(LineFormat.compile(format, datefmt, LONDON)).fields(line);
    }

    private static String print(String format, String datefmt, int level, String logger, String message) {
        var encoder = new RecordEncoder();
        encoder.begin(NOON.toEpochMilli(), level, LoggerName.of(logger), "main");
        encoder.message(message, 0, null, null);
        encoder.attributes(null, null);
        var out = new Utf8Buffer(256);
        LineFormat.compile(format, datefmt, LONDON)
                .append(new EncodedRecord().on(encoder.bytes().bytes()), out);
        return new String(out.bytes(), 0, out.length() - 1, StandardCharsets.UTF_8);
    }

    @Test
    void ourOwnFormatsAreReadBack() {
        String error = "%(asctime)s %(levelname)s %(name)s %(message)s";
        RecordFields fields = fields(error, "iso", print(error, "iso", 40, "Event.lamp", "no bulb - [3] a b"));
        assertEquals(new RecordFields(NOON, Level.ERROR, "Event.lamp", "no bulb - [3] a b"), fields);
        RecordFields event = fields(
                "%(asctime)s %(message)s", "iso", print("%(asctime)s %(message)s", "iso", 20, "E", "t,s,{\"a\":1}"));
        assertEquals(new RecordFields(NOON, null, null, "t,s,{\"a\":1}"), event);
    }

    @Test
    void whatEachFormatWritesIsReadBack() {
        for (String format : List.of(
                "%(asctime)s %(levelname)s:%(name)s: %(message)s",
                "%(asctime)s %(levelname)-8s %(name)-20s %(message)s",
                "%(asctime)s %(levelname)8s [%(threadName)s] %(name)s - %(message)s",
                "%(levelname).1s %(asctime)s %(name)s|%(message)s",
                "%(name)s %(levelno)d %(message)s (%(asctime)s)",
                "100%% %(asctime)s %(process)d %(levelname)s %(name)s %(message)s",
                "%(created)f %(levelname)s %(name)s %(message)s")) {
            for (String datefmt : List.of("", "iso")) {
                String line = print(format, datefmt, 30, "Heating.boiler", "it is 20 - [cold]: a|b (x) y");
                assertEquals(
                        new RecordFields(NOON, Level.WARNING, "Heating.boiler", "it is 20 - [cold]: a|b (x) y"),
                        fields(format, datefmt, line),
                        line);
            }
        }
    }

    @Test
    void timesOfTheirOwnFormAreReadBackToTheirSecond() {
        String format = "%(asctime)s %(levelname)s %(name)s %(message)s";
        for (String datefmt :
                List.of("%d.%m.%Y %H:%M:%S", "%Y%m%d%H%M%S", "%a %d %b %y %I:%M:%S %p", "%Y-%j %T", "%FT%T%z", "%c")) {
            String line = print(format, datefmt, 10, "a", "b");
            assertEquals(
                    new RecordFields(Instant.parse("2026-07-21T11:00:01Z"), Level.DEBUG, "a", "b"),
                    fields(format, datefmt, line),
                    line);
        }
    }

    @Test
    void aTimeWithoutADateTellsNoTimeButTheRestIsRead() {
        String format = "%(asctime)s %(levelname)s %(name)s %(message)s";
        RecordFields fields = fields(format, "%H:%M:%S", print(format, "%H:%M:%S", 20, "a", "b"));
        assertEquals(new RecordFields(null, Level.INFO, "a", "b"), fields);
    }

    @Test
    void aLevelWithoutANameHasItsNumber() {
        String format = "%(levelname)s %(name)s %(message)s";
        RecordFields fields = fields(format, "", print(format, "", 35, "a", "b"));
        assertEquals(Level.WARNING, fields.level());
        assertEquals("a", fields.logger());
    }

    @Test
    void onlyTheFirstLineIsTheMessage() {
        RecordFields fields = fields(
                "%(asctime)s %(levelname)s %(name)s %(message)s",
                "iso", "2026-07-21T12:00:01.123+01:00 ERROR a.b boom\n\tat x.Y.z(Y.java:1)");
        assertEquals("boom", fields.message());
    }

    @Test
    void aLineOfAnEarlierFormatIsReadAsOneOfOurs() {
        RecordFields fields =
                fields("%(levelname)s|%(name)s|%(message)s", "", "2026-07-21 12:00:01,123 ERROR a.b it | broke");
        assertEquals(new RecordFields(NOON, Level.ERROR, "a.b", "it | broke"), fields);
    }

    @Test
    void aLineOfNoFormatTellsItsTimeAtMost() {
        RecordFields fields = fields("%(levelname)s|%(name)s|%(message)s", "", "2026-07-21 12:00:01,123 hello");
        assertEquals(new RecordFields(NOON, null, null, null), fields);
        assertEquals(RecordFields.NONE, fields("%(levelname)s|%(message)s", "", "hello"));
    }

    @Test
    void theTimeOfAnAccessLineIsFoundInItsMessage() {
        RecordFields fields = fields(
                "%(message)s", "", "127.0.0.1 - - [21/Jul/2026:12:00:01 +0100] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\" 0");
        assertEquals(Instant.parse("2026-07-21T11:00:01Z"), fields.time());
        assertNull(fields.level());
    }

    @Test
    void aHostileLineIsGivenUpAfterAFewTries() {
        String line = " x".repeat(100_000);
        assertEquals(RecordFields.NONE, fields("%(name)s x%(message)s x%(threadName)s x%(foo)s!", "", line));
    }
}
