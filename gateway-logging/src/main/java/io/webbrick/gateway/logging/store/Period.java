package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.store.Rotation.When;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The periods of rotation by time: pure functions of zone and moment. Days are the home's local days. */
final class Period {
    private Period() {}

    /** When the period that holds {@code millis} ends; always later than {@code millis}. */
    static long end(When when, int interval, long millis, ZoneId zone) {
        return switch (when) {
            case S -> Math.addExact(millis, interval * 1_000L);
            case M -> Math.addExact(millis, interval * 60_000L);
            case H -> Math.addExact(millis, interval * 3_600_000L);
            case D -> Math.addExact(millis, interval * 86_400_000L);
            case MIDNIGHT -> startOfDay(date(millis, zone).plusDays(1), zone);
            default -> weekEnd(DayOfWeek.of(when.name().charAt(1) - '0' + 1), millis, zone);
        };
    }

    /** The first midnight after the end of the next such week day, as CPython rolls over. */
    private static long weekEnd(DayOfWeek day, long millis, ZoneId zone) {
        LocalDate date = date(millis, zone);
        int days = Math.floorMod(day.getValue() - date.getDayOfWeek().getValue(), 7);
        return startOfDay(date.plusDays(days + 1L), zone);
    }

    private static long startOfDay(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static LocalDate date(long millis, ZoneId zone) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    }

    /** The name of the period that began at {@code millis}. */
    static String text(When when, long millis, ZoneId zone) {
        String pattern = switch (when) {
            case S -> "uuuu-MM-dd_HH-mm-ss";
            case M -> "uuuu-MM-dd_HH-mm";
            case H -> "uuuu-MM-dd_HH";
            default -> "uuuu-MM-dd";
        };
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .format(Instant.ofEpochMilli(millis).atZone(zone).truncatedTo(ChronoUnit.SECONDS));
    }
}
