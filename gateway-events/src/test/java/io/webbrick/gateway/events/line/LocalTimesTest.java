package io.webbrick.gateway.events.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class LocalTimesTest {
    private final LocalTimes london = new LocalTimes(ZoneId.of("Europe/London"));

    private void assertResolves(String local, String instant) {
        assertEquals(Instant.parse(instant), london.resolve(LocalDateTime.parse(local)), local);
    }

    @Test
    void tellsTheTwoHoursApartByTheOrderOfLines() {
        assertResolves("2008-10-26T00:59:00", "2008-10-25T23:59:00Z");
        assertResolves("2008-10-26T01:00:00", "2008-10-26T00:00:00Z");
        assertResolves("2008-10-26T01:59:00", "2008-10-26T00:59:00Z");
        assertResolves("2008-10-26T01:00:00", "2008-10-26T01:00:00Z");
        assertResolves("2008-10-26T01:00:30", "2008-10-26T01:00:30Z");
        assertResolves("2008-10-26T01:59:59", "2008-10-26T01:59:59Z");
        assertResolves("2008-10-26T02:00:00", "2008-10-26T02:00:00Z");
    }

    @Test
    void doesNotTakeALittleDisorderForTheSecondHour() {
        assertResolves("2008-10-26T01:30:00.186", "2008-10-26T00:30:00.186Z");
        assertResolves("2008-10-26T01:30:00.085", "2008-10-26T00:30:00.085Z");
        assertResolves("2008-10-26T01:30:01", "2008-10-26T00:30:01Z");
    }

    @Test
    void takesTheEarlierHourWhenTheLineBeforeIsOfAnotherDay() {
        assertResolves("2008-12-01T12:00:00", "2008-12-01T12:00:00Z");
        assertResolves("2008-10-26T01:30:00", "2008-10-26T00:30:00Z");
    }

    @Test
    void goesByTimesThatStateTheirOffsetToo() {
        london.saw(Instant.parse("2008-10-26T01:10:00Z"));
        assertResolves("2008-10-26T01:20:00", "2008-10-26T01:20:00Z");
    }

    @Test
    void movesTimesThatSpringSkipsForward() {
        assertResolves("2008-03-30T01:30:00", "2008-03-30T01:30:00Z");
    }
}
