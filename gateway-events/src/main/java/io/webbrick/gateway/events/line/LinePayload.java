package io.webbrick.gateway.events.line;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.Payload;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payload of our own line, and the event's own time inside it: {@code "@at"} is the first key, a payload that is no
 * map stands under {@code "@value"}, keys of the payload that begin with @ have one more. Immutable.
 *
 * @param value the payload, as it was before it was printed
 * @param at the event's own time
 */
record LinePayload(@Nullable Object value, @Nullable Instant at) {
    static final String AT = "@at";
    private static final String VALUE = "@value";
    /** The payload and the map around one that is no map. */
    private static final int MAX_DEPTH = Payload.MAX_DEPTH + 1;

    /** Appends comma and payload, or nothing when there is neither payload nor time. */
    static void print(@Nullable Object payload, @Nullable Instant at, StringBuilder out) {
        var json = new JsonWriter(out, true);
        if (at == null) {
            if (payload != null) {
                out.append(',');
                json.value(payload);
            }
            return;
        }
        out.append(",{\"").append(AT).append("\":\"").append(at).append('"');
        if (payload instanceof Map<?, ?> map) {
            json.furtherMembers(map);
        } else {
            out.append(",\"").append(VALUE).append("\":");
            json.value(payload);
        }
        out.append('}');
    }

    /** Reads what {@link #print} appended, without its comma. */
    static LinePayload parse(String json) throws LineException {
        Object value;
        try {
            value = Json.parse(json, MAX_DEPTH);
        } catch (JsonException e) {
            throw new LineException("payload is no JSON value: " + e.getMessage());
        }
        if (value instanceof Map<?, ?> map
                && !map.isEmpty()
                && AT.equals(map.keySet().iterator().next())) {
            return timed(map);
        }
        return new LinePayload(JsonMarks.read(value, true), null);
    }

    private static LinePayload timed(Map<?, ?> map) throws LineException {
        Instant at = time(map.get(AT));
        if (map.size() == 2 && map.containsKey(VALUE)) {
            return new LinePayload(JsonMarks.read(map.get(VALUE), true), at);
        }
        var rest = new LinkedHashMap<Object, @Nullable Object>(map);
        rest.remove(AT);
        return new LinePayload(JsonMarks.members(rest, true), at);
    }

    private static Instant time(@Nullable Object at) throws LineException {
        if (!(at instanceof String text)) {
            throw new LineException("\"@at\" is no string with an ISO-8601 time");
        }
        try {
            return time(text);
        } catch (DateTimeException e) {
            throw new LineException("\"@at\" is no ISO-8601 time with an offset: " + Json.write(text));
        }
    }

    /** A moment in ISO-8601 with an offset or Z; seconds may be missing. */
    static Instant time(String iso) {
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException farAway) {
            return Instant.parse(iso);
        }
    }

    HomeEvent event(String type, String source) {
        return new HomeEvent(type, source, value, at);
    }
}
