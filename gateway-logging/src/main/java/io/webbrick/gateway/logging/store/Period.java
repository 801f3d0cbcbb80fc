package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.store.Rotation.When;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The periods of rotation by time: pure functions of rule, zone and moment. Days are the home's local days, unless the
 * rule counts in UTC. Ends are those of CPython 3.13, except that an end is always later than the moment it is asked
 * for.
 */
final class Period {
    /** How much older than the first record of a file a record may be to go into it: more, and the clock went back. */
    static final long LATE_MILLIS = 86_400_000L;

    /** Clocks before this moment, the start of 2010, are those of computers that do not know the time yet. */
    static final long PLAUSIBLE = 1_262_304_000_000L;

    private Period() {}

    /** As {@link #end}; a period that began before the clock was set lasts until it is. */
    static long plausibleEnd(Rotation rotation, When when, long millis, ZoneId zone) {
        return millis < PLAUSIBLE ? PLAUSIBLE : end(rotation, when, millis, zone);
    }

    /** When the period that holds {@code millis} ends; always later than {@code millis}. */
    static long end(Rotation rotation, When when, long millis, ZoneId zone) {
        long interval = rotation.interval();
        return switch (when) {
            case S -> Math.addExact(millis, interval * 1_000L);
            case M -> Math.addExact(millis, interval * 60_000L);
            case H -> Math.addExact(millis, interval * 3_600_000L);
            case D -> Math.addExact(millis, interval * 86_400_000L);
            default -> dayEnd(rotation, when, moment(rotation, millis, zone));
        };
    }

    private static long dayEnd(Rotation rotation, When when, ZonedDateTime now) {
        LocalTime at = rotation.atTime();
        boolean laterToday = at != null && now.toLocalTime().isBefore(at);
        LocalDate date = now.toLocalDate().plusDays(laterToday ? 0 : 1);
        if (when != When.MIDNIGHT) {
            date = date.with(TemporalAdjusters.nextOrSame(turn(rotation, when))).plusWeeks(rotation.interval() - 1L);
        } else {
            date = date.plusDays(rotation.interval() - 1L);
        }
        long step = when == When.MIDNIGHT ? 1 : 7;
        long end = turn(date, at, now);
        while (end <= now.toInstant().toEpochMilli()) {
            date = date.plusDays(step);
            end = turn(date, at, now);
        }
        return end;
    }

    /** The week day on which a week begins: without a time of day the one after the day that is named. */
    private static DayOfWeek turn(Rotation rotation, When when) {
        DayOfWeek named = DayOfWeek.of(when.name().charAt(1) - '0' + 1);
        return rotation.atTime() == null ? named.plus(1) : named;
    }

    /** A time that a day has twice is the one under the offset of {@code now}; one that it lacks is as much later. */
    private static long turn(LocalDate date, @Nullable LocalTime at, ZonedDateTime now) {
        ZonedDateTime turn = at == null
                ? date.atStartOfDay(now.getZone())
                : ZonedDateTime.ofLocal(date.atTime(at), now.getZone(), now.getOffset());
        return turn.toInstant().toEpochMilli();
    }

    private static ZonedDateTime moment(Rotation rotation, long millis, ZoneId zone) {
        return Instant.ofEpochMilli(millis).atZone(rotation.utc() ? ZoneOffset.UTC : zone);
    }

    /** The name of the period that holds {@code millis}: when it began, as exactly as it is long. */
    static String text(Rotation rotation, When when, long millis, ZoneId zone) {
        ZonedDateTime moment = moment(rotation, millis, zone);
        String pattern = switch (when) {
            case S -> "uuuu-MM-dd_HH-mm-ss";
            case M -> "uuuu-MM-dd_HH-mm";
            case H -> "uuuu-MM-dd_HH";
            default -> "uuuu-MM-dd";
        };
        LocalTime at = rotation.atTime();
        boolean fixed = when.hasFixedStart();
        if (fixed && at != null && moment.toLocalTime().isBefore(at)) {
            moment = moment.minusDays(1);
        }
        if (fixed && when != When.MIDNIGHT) {
            moment = moment.with(TemporalAdjusters.previousOrSame(turn(rotation, when)));
        }
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(moment.truncatedTo(ChronoUnit.SECONDS));
    }
}
