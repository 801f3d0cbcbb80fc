package io.webbrick.gateway.events.series;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and spans as a picture of a certain range writes them. */
final class Moments {
    private static final Duration NEEDS_SECONDS = Duration.ofMinutes(30);
    private static final Duration NEEDS_DATE = Duration.ofHours(24);

    private final DateTimeFormatter format;
    private final ZoneId zone;

    Moments(Frame frame) {
        zone = frame.zone();
        Duration range = Duration.ofMillis(frame.toMillis() - frame.fromMillis());
        String pattern = range.compareTo(NEEDS_SECONDS) <= 0 ? "HH:mm:ss" : "HH:mm";
        format = format(range.compareTo(NEEDS_DATE) > 0 ? "d MMM HH:mm" : pattern);
    }

    String at(long millis) {
        return format.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    String span(long fromMillis, long toMillis) {
        String from = at(fromMillis);
        String to = at(toMillis);
        return from.equals(to) ? from : from + "–" + to;
    }

    /** The zone's name and how far it is from UTC in a range, which may be two distances. */
    static String zone(Frame frame) {
        String from = offset(frame, frame.fromMillis());
        String to = offset(frame, frame.toMillis());
        String name = frame.zone() instanceof ZoneOffset ? "" : frame.zone().getId();
        String offsets = from.equals(to) ? from : from + " → " + to;
        return "local time " + (name.isEmpty() ? "" : name + ", ") + offsets;
    }

    /** A whole range with its dates. */
    static String range(Frame frame) {
        DateTimeFormatter full = format("EEE d MMM uuuu HH:mm:ss");
        return full.format(Instant.ofEpochMilli(frame.fromMillis()).atZone(frame.zone())) + " to "
                + full.format(Instant.ofEpochMilli(frame.toMillis()).atZone(frame.zone()));
    }

    private static String offset(Frame frame, long millis) {
        ZoneOffset offset = frame.zone().getRules().getOffset(Instant.ofEpochMilli(millis));
        return "UTC" + (offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId());
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
