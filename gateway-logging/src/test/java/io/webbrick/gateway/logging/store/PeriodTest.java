package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.store.Rotation.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PeriodTest {
    @Test
    void everyZoneHasExactlyOneMidnightPerLocalDay() {
        long seed = 2026;
        var random = new Random(seed);
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            LocalDate day = LocalDate.of(2005 + random.nextInt(20), 1 + random.nextInt(12), 1);
            long moment = day.atStartOfDay(zone).toInstant().toEpochMilli();
            for (int days = 0; days < 400; days++) {
                long end = Period.end(When.MIDNIGHT, 1, moment, zone);
                LocalDate before = Instant.ofEpochMilli(end - 1).atZone(zone).toLocalDate();
                LocalDate after = Instant.ofEpochMilli(end).atZone(zone).toLocalDate();
                assertTrue(end > moment, () -> "seed " + seed + ", " + id);
                assertTrue(before.isBefore(after), () -> "seed " + seed + ", " + id + " at " + after);
                moment = end;
            }
        }
    }

    @Test
    void aWeekEndsAfterItsDay() {
        ZoneId utc = ZoneId.of("UTC");
        long saturday = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
        assertEquals(Instant.parse("2026-11-23T00:00:00Z").toEpochMilli(), Period.end(When.W6, 1, saturday, utc));
        assertEquals(Instant.parse("2026-11-24T00:00:00Z").toEpochMilli(), Period.end(When.W0, 1, saturday, utc));
    }

    @Test
    void hoursAreNamedByTheirLocalStart() {
        long moment = Instant.parse("2026-11-21T17:59:59Z").toEpochMilli();
        assertEquals("2026-11-21_18", Period.text(When.H, moment, ZoneId.of("Europe/Berlin")));
    }
}
