package io.webbrick.gateway.web.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the moments and ranges that people write into addresses; local ones in the zone in force. Any thread. */
final class Moments {
    static final String MOMENT =
            "a time of the years 0 to 9999 such as 2026-11-21T05:20:00Z, 2026-11-21T05:20:00+01:00, 2026-11-21T05:20 or 2026-11-21 (local),"
                    + " or milliseconds since 1970";
    static final String RANGE = "a number with s, m, h or d such as 15m or 7d, at most 36500d, or all";

    private static final Pattern MILLIS = Pattern.compile("-?\\d{9,15}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,8})([smhd])");
    private static final Pattern LOST_PLUS = Pattern.compile(" (\\d\\d:?\\d\\d)$");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Milliseconds and lengths can be counted from here to there. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final InstantSource clock;
    private final Supplier<ZoneId> zone;

    Moments(InstantSource clock, Supplier<ZoneId> zone) {
        this.clock = clock;
        this.zone = zone;
    }

    Instant now() {
        return clock.instant();
    }

    /** What local times mean now. */
    ZoneId zone() {
        return zone.get();
    }

    /** The moment, or null when this is none. The plus of an offset may have become a blank on its way. */
    @Nullable
    Instant parse(String text) {
        Instant moment = anyMoment(text);
        return moment == null || moment.isBefore(FIRST) || moment.isAfter(LAST) ? null : moment;
    }

    private @Nullable Instant anyMoment(String text) {
        if (MILLIS.matcher(text).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        String whole = LOST_PLUS.matcher(text).replaceFirst("+$1");
        try {
            if (whole.indexOf('T') < 0) {
                LocalDate day = day(whole);
                return day == null ? null : day.atStartOfDay(zone()).toInstant();
            }
            return zoned(whole)
                    ? OffsetDateTime.parse(whole).toInstant()
                    : LocalDateTime.parse(whole).atZone(zone()).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The day, or null when this is none. */
    static @Nullable LocalDate day(String text) {
        try {
            return DAY.matcher(text).matches() ? LocalDate.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The length, or null when this is none. */
    @Nullable
    Duration duration(String text) {
        Matcher matcher = LENGTH.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        Duration length = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return number == 0 || length.compareTo(LONGEST) > 0 ? null : length;
    }

    private static boolean zoned(String text) {
        int time = text.indexOf('T');
        return text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
    }
}
