package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.logging.store.Rotation.When;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeriodTest {
    private static final Rotation MIDNIGHT = Rotation.midnight();
    private static final List<When> RULES = List.of(When.values());
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static String end(Rotation rotation, String now, String zone) {
        When when = Objects.requireNonNull(rotation.when());
        return Instant.ofEpochMilli(Period.end(rotation, when, millis(now), ZoneId.of(zone)))
                .toString();
    }

    private static Rotation week(When when, int interval, String atTime) {
        return new Rotation(0, when, interval, LocalTime.parse(atTime), false, false);
    }

    private static LocalDate date(long millis, ZoneId zone) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    }

    @Test
    void endsAreThoseOfPython() throws IOException {
        Path corpus = Path.of(Objects.requireNonNull(System.getProperty("project.root")), "tests/corpus/expected");
        JsonNode cases = new ObjectMapper()
                .readTree(corpus.resolve("rollover-times.json").toFile());
        assertEquals(82, cases.size());
        for (JsonNode one : cases) {
            assertEquals("EST+05EDT,M3.2.0,M11.1.0", one.get("tz").asText(), "the rules of New York since 2007");
            When when = When.named(one.get("when").asText()).orElseThrow();
            LocalTime at = one.has("atTime") ? LocalTime.parse(one.get("atTime").asText()) : null;
            int interval = one.path("interval").asInt(1);
            var rotation = new Rotation(0, when, interval, at, one.get("utc").asBoolean(), false);
            long now = Math.round(one.get("current").asDouble() * 1_000);
            long end = Period.end(rotation, when, now, ZoneId.of("America/New_York"));
            assertEquals(Math.round(one.get("expected").asDouble() * 1_000), end, one::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "S, 1, 1000",
        "S, 90, 90000",
        "M, 1, 60000",
        "M, 5, 300000",
        "H, 1, 3600000",
        "H, 6, 21600000",
        "D, 1, 86400000",
        "D, 2, 172800000"
    })
    void shortPeriodsLastTheirTimeFromTheFirstRecordOn(When when, int interval, long length) {
        long now = millis("2026-03-29T00:59:59.123Z");
        assertEquals(now + length, Period.end(new Rotation(0, when, interval), when, now, ZoneId.of("Europe/London")));
    }

    @Test
    void everyZoneHasExactlyOneMidnightPerLocalDay() {
        long seed = 2026;
        var random = new Random(seed);
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            int year = 1990 + random.nextInt(40);
            long moment = Period.end(MIDNIGHT, When.MIDNIGHT, millis(year + "-01-01T00:00:00Z"), zone);
            for (int days = 0; days < 450; days++) {
                long begin = moment;
                long end = Period.end(MIDNIGHT, When.MIDNIGHT, begin, zone);
                long between = begin + (long) (random.nextDouble() * (end - begin));
                String place = "seed " + seed + ", " + id + " after " + Instant.ofEpochMilli(begin);
                assertTrue(end > begin, place);
                assertTrue(date(begin, zone).isBefore(date(end, zone)), place);
                assertEquals(date(end, zone), nextDay(begin, end, zone), place);
                assertEquals(end, Period.end(MIDNIGHT, When.MIDNIGHT, between, zone), place);
                assertEquals(end, Period.end(MIDNIGHT, When.MIDNIGHT, end - 1, zone), place);
                moment = end;
            }
        }
    }

    /** The first local day after that of {@code begin} that there is at all. */
    private static LocalDate nextDay(long begin, long end, ZoneId zone) {
        for (long hour = begin; hour < end; hour += 1_800_000) {
            if (date(hour, zone).isAfter(date(begin, zone))) {
                return date(hour, zone);
            }
        }
        return date(end, zone);
    }

    @Test
    void theNextEndIsLaterThanNowUnderEveryRuleInEveryZone() {
        long seed = 7;
        var random = new Random(seed);
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            for (int round = 0; round < 200; round++) {
                When when = RULES.get(random.nextInt(RULES.size()));
                LocalTime at = random.nextBoolean() ? null : LocalTime.ofSecondOfDay(random.nextInt(86_400));
                var rotation = new Rotation(0, when, 1 + random.nextInt(3), at, random.nextInt(5) == 0, false);
                long now = millis("1990-01-01T00:00:00Z") + (long) (random.nextDouble() * 40 * 365 * 86_400_000L);
                long end = Period.end(rotation, when, now, zone);
                assertTrue(
                        end > now,
                        () -> "seed " + seed + ", " + id + ", " + rotation + " at " + Instant.ofEpochMilli(now));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "America/Santiago, 2026-09-06T03:59:59Z, 2026-09-06T04:00:00Z",
        "America/Santiago, 2026-09-06T04:00:00Z, 2026-09-07T03:00:00Z",
        "Australia/Lord_Howe, 2026-04-04T12:59:59Z, 2026-04-04T13:00:00Z",
        "Australia/Lord_Howe, 2026-04-04T13:00:00Z, 2026-04-05T13:30:00Z",
        "America/St_Johns, 2006-10-29T02:30:30Z, 2006-10-30T03:30:00Z",
        "America/St_Johns, 2006-10-29T03:00:00Z, 2006-10-30T03:30:00Z",
        "Pacific/Apia, 2011-12-30T09:00:00Z, 2011-12-30T10:00:00Z"
    })
    void oddMidnights(String zone, String now, String expected) {
        assertEquals(expected, end(MIDNIGHT, now, zone));
    }

    @Test
    void aWeekEndsAfterItsDay() {
        assertEquals("2026-11-23T00:00:00Z", end(new Rotation(0, When.W6, 1), "2026-11-21T12:00:00Z", "UTC"));
        assertEquals("2026-11-24T00:00:00Z", end(new Rotation(0, When.W0, 1), "2026-11-21T12:00:00Z", "UTC"));
    }

    @Test
    void daysOfUtcDoNotDependOnTheZone() {
        var rotation = new Rotation(0, When.MIDNIGHT, 1, null, true, false);
        assertEquals("2026-11-22T00:00:00Z", end(rotation, "2026-11-21T23:30:00Z", "Europe/Berlin"));
        assertEquals("2026-11-21", Period.text(rotation, When.MIDNIGHT, millis("2026-11-21T23:30:00Z"), BERLIN));
    }

    @Test
    void hoursAreNamedByTheirLocalStart() {
        var rotation = new Rotation(0, When.H, 1);
        assertEquals("2026-11-21_18", Period.text(rotation, When.H, millis("2026-11-21T17:59:59Z"), BERLIN));
    }

    @Test
    void aDayThatTurnsAtNoonIsNamedForItsBeginning() {
        Rotation noon = week(When.MIDNIGHT, 1, "12:00");
        ZoneId utc = ZoneId.of("UTC");
        assertEquals("2026-11-20", Period.text(noon, When.MIDNIGHT, millis("2026-11-21T11:59:59Z"), utc));
        assertEquals("2026-11-21", Period.text(noon, When.MIDNIGHT, millis("2026-11-21T12:00:00Z"), utc));
    }

    @Test
    void aWeekIsNamedForItsFirstDay() {
        ZoneId utc = ZoneId.of("UTC");
        var sundays = new Rotation(0, When.W6, 1);
        assertEquals("2026-11-16", Period.text(sundays, When.W6, millis("2026-11-21T11:00:00Z"), utc));
        Rotation noon = week(When.W5, 1, "12:00");
        assertEquals("2026-11-14", Period.text(noon, When.W5, millis("2026-11-21T11:00:00Z"), utc));
        assertEquals("2026-11-21", Period.text(noon, When.W5, millis("2026-11-21T12:00:00Z"), utc));
    }

    @Test
    void beforeTheClockIsSetNoPeriodEnds() {
        long unset = millis("1970-01-01T00:00:07Z");
        assertEquals(Period.PLAUSIBLE, Period.plausibleEnd(MIDNIGHT, When.MIDNIGHT, unset, BERLIN));
        assertEquals(
                "2010-01-01T00:00:00Z", Instant.ofEpochMilli(Period.PLAUSIBLE).toString());
    }
}
