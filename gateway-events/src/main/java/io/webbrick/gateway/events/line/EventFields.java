package io.webbrick.gateway.events.line;

import io.webbrick.gateway.events.HomeEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an event's JSON object, checked one by one. Stateless. */
final class EventFields {
    private static final List<String> KNOWN = List.of("type", "source", "payload", "at");

    private EventFields() {}

    /** Refuses a key that no event has: it is a misspelt one more often than not. */
    static void refuseUnknown(Map<?, ?> map) throws LineException {
        for (Object key : map.keySet()) {
            if (!KNOWN.contains(key)) {
                throw new LineException("unknown key " + Json.write(key) + "; known are " + String.join(", ", KNOWN));
            }
        }
    }

    /** The event that these members make. */
    static HomeEvent event(Map<?, ?> map) throws LineException {
        String type = text("type", map.get("type"));
        String source = text("source", map.get("source"));
        Object at = map.get("at");
        Instant own = at == null ? null : time("at", at);
        try {
            return new HomeEvent(type, source, JsonMarks.read(map.get("payload"), false), own);
        } catch (IllegalArgumentException e) {
            throw new LineException(String.valueOf(e.getMessage()));
        }
    }

    private static String text(String key, @Nullable Object value) throws LineException {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new LineException(Json.write(key) + (value == null ? " is missing" : " is " + shown(value))
                + "; a non-empty string is needed");
    }

    /** A moment in ISO-8601 with an offset or Z. */
    static Instant time(String key, Object value) throws LineException {
        try {
            if (value instanceof String text) {
                return LinePayload.time(text);
            }
        } catch (DateTimeException e) {
            throw noTime(key, value);
        }
        throw noTime(key, value);
    }

    private static LineException noTime(String key, Object value) {
        return new LineException(Json.write(key) + " is " + shown(value)
                + "; ISO-8601 with an offset is needed, such as 2026-11-21T05:20:00.123+00:00");
    }

    private static String shown(Object value) {
        String text = Json.write(value);
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
