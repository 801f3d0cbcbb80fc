package io.webbrick.gateway.logging.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The times that lines begin with, read back. */
final class LineTimeTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-21T14:29:18.118+00:00 INFO a b|2026-11-21T14:29:18.118Z",
                "2026-11-21T14:29:18.118Z|2026-11-21T14:29:18.118Z",
                "2026-07-01T05:29:18.001+05:30 x|2026-06-30T23:59:18.001Z",
                "2026-07-01T05:29:18Z x|2026-07-01T05:29:18Z",
                "2026-07-01 12:00:00,250 INFO a b|2026-07-01T11:00:00.250Z",
                "1.2.3.4 - - [21/Nov/2026:14:29:18 +0000] \"GET / HTTP/1.1\" 200|2026-11-21T14:29:18Z"
            })
    void aTimeIsReadInEachFormThatIsWritten(String line, Instant expected) {
        assertEquals(OptionalLong.of(expected.toEpochMilli()), LineTime.of(line, LONDON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no time at all",
                "2026-13-01 12:00:00,250 month 13",
                "2026-02-30T12:00:00.250Z day 30",
                "2026-07-01 12:00:00,25",
                "2026-07-01T12:00:00.250+99:00 x",
                "2026-07-01T12:00:00.250",
                "[half a bracket",
                "[no date]"
            })
    void whatIsNoTimeIsNone(String line) {
        assertEquals(OptionalLong.empty(), LineTime.of(line, LONDON));
    }
}
