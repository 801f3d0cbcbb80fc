package io.webbrick.gateway.events.source;

import io.webbrick.gateway.events.HomeEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events that the clock makes. A second is a second of real time. Minutes and hours begin where local time says
 * :00 and :00:00, so an hour that summer time leaves out has no event and one that it repeats has two. A day begins
 * with the first second of a new local date, whatever the hour is then (in some zones midnight is left out), and never
 * twice.
 */
final class TimeEvents {
    private static final int DAYS_OF_WEEK = 7;

    private TimeEvents() {}

    /** The events of each whole second later than {@code from} up to and including {@code to}, in order. */
    static List<HomeEvent> between(Instant from, Instant to, ZoneId zone) {
        var events = new ArrayList<HomeEvent>();
        for (long second = from.getEpochSecond() + 1; second <= to.getEpochSecond(); second++) {
            events.addAll(at(second, zone, null));
        }
        return List.copyOf(events);
    }

    /**
     * The events of one second: second, minute, hour, day, date, month, year, as far as one begins.
     *
     * @param own their own time when they are published late
     */
    static List<HomeEvent> at(long epochSecond, ZoneId zone, @Nullable Instant own) {
        ZonedDateTime now = Instant.ofEpochSecond(epochSecond).atZone(zone);
        Map<String, @Nullable Object> payload = payload(now);
        var events = new ArrayList<HomeEvent>(1);
        for (String unit : unitsThatBegin(now)) {
            events.add(new HomeEvent(HomeEvent.TYPE_PREFIX + "time/" + unit, "time/" + unit, payload, own));
        }
        return events;
    }

    private static List<String> unitsThatBegin(ZonedDateTime now) {
        if (now.getSecond() != 0) {
            return List.of("second");
        }
        var units = new ArrayList<>(List.of("second", "minute"));
        if (now.getMinute() == 0) {
            units.add("hour");
        }
        ZonedDateTime before = now.minusSeconds(1);
        if (now.toLocalDate().isAfter(before.toLocalDate())) {
            units.add("day");
            units.add("date");
            if (now.getMonthValue() != before.getMonthValue()) {
                units.add("month");
            }
            if (now.getYear() != before.getYear()) {
                units.add("year");
            }
        }
        return units;
    }

    /** The original's keys; {@code day} counts from Sunday 0, {@code week} is the seventh part of the day of the year. */
    private static Map<String, @Nullable Object> payload(ZonedDateTime now) {
        String time = two(now.getHour()) + ":" + two(now.getMinute()) + ":" + two(now.getSecond());
        String date = now.toLocalDate().toString();
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("second", (long) now.getSecond());
        payload.put("minute", (long) now.getMinute());
        payload.put("hour", (long) now.getHour());
        payload.put("day", (long) now.getDayOfWeek().getValue() % DAYS_OF_WEEK);
        payload.put("date", (long) now.getDayOfMonth());
        payload.put("month", (long) now.getMonthValue());
        payload.put("year", (long) now.getYear());
        payload.put("timestr", time);
        payload.put("datestr", date);
        payload.put("datetimestr", date + "T" + time);
        payload.put("dayofyear", (long) now.getDayOfYear());
        payload.put("week", (long) now.getDayOfYear() / DAYS_OF_WEEK);
        return payload;
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : "" + number;
    }
}
