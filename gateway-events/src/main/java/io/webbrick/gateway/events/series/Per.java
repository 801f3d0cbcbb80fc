package io.webbrick.gateway.events.series;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Periods of local time for which counters are told: days may have 23 or 25 hours. */
public record Per(Unit unit, ZoneId zone) {
    /** How long a period is. */
    public enum Unit {
        HOUR,
        DAY,
        MONTH,
        YEAR;

        /** The unit of this word, such as {@code day}. */
        public static Optional<Unit> named(String word) {
            for (Unit unit : values()) {
                if (unit.word().equals(word)) {
                    return Optional.of(unit);
                }
            }
            return Optional.empty();
        }

        /** In the words of the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When the period began in which this moment lies. */
    long begin(long millis) {
        ZonedDateTime local = Instant.ofEpochMilli(millis).atZone(zone);
        LocalDate day = local.toLocalDate();
        ZonedDateTime begin = switch (unit) {
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day.atStartOfDay(zone);
            case MONTH -> day.withDayOfMonth(1).atStartOfDay(zone);
            case YEAR -> day.withDayOfYear(1).atStartOfDay(zone);
        };
        return begin.toInstant().toEpochMilli();
    }

    /** When the period ends that begins at this moment. */
    long end(long begin) {
        ZonedDateTime local = Instant.ofEpochMilli(begin).atZone(zone);
        LocalDate day = local.toLocalDate();
        ZonedDateTime end = switch (unit) {
            case HOUR -> local.plusHours(1);
            case DAY -> day.plusDays(1).atStartOfDay(zone);
            case MONTH -> day.plusMonths(1).withDayOfMonth(1).atStartOfDay(zone);
            case YEAR -> day.plusYears(1).withDayOfYear(1).atStartOfDay(zone);
        };
        return end.toInstant().toEpochMilli();
    }
}
