package io.webbrick.gateway.events.line;

import com.fasterxml.jackson.core.JsonParser;
import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.Payload;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON objects, the form in which they come and go over HTTP: {@code {"type","source","payload","at"?}}. NaN
 * and infinities are {@code {"@float":"NaN"}} both ways. Stateless; memory is that of the events.
 */
public final class EventJson {
    private EventJson() {}

    /**
     * Reads one event object, an array of them, or one after the other (NDJSON); all are checked before any is returned.
     * Each needs a type and a source, not empty; may have a payload and {@code at}, ISO-8601 with offset or Z; must have
     * nothing else, and fit into one EventLog line.
     *
     * @param maxEvents more than these are refused
     * @throws EventJsonException naming the first bad event
     */
    public static List<HomeEvent> read(byte[] body, int maxEvents) throws EventJsonException {
        try {
            return read(new ByteArrayInputStream(body), maxEvents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * As {@link #read(byte[], int)}, while it arrives; the stream is left open.
     *
     * @throws IOException only when the stream itself fails
     */
    public static List<HomeEvent> read(InputStream body, int maxEvents) throws EventJsonException, IOException {
        // a decoder made this way reports broken bytes, where one made from the charset alone would hide them
        var text = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder()));
        try (JsonParser parser = JsonReader.FACTORY.createParser(text)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            return new EventReader(parser, maxEvents).read(text);
        }
    }

    /** An event as {@link #read} takes it, on one line: what to POST. */
    public static String write(HomeEvent event) {
        var out = new StringBuilder(128).append('{');
        at(event, out);
        fields(event, out);
        return out.append('}').toString();
    }

    /** A line of the contract's jsonl: time, at where there is one, type, source, payload. Times in UTC. */
    public static String write(JournaledEvent event) {
        return write(event, ZoneOffset.UTC);
    }

    /** As {@link #write(JournaledEvent)}, with the time in this zone. */
    public static String write(JournaledEvent event, ZoneId zone) {
        var out = new StringBuilder(160).append("{\"time\":\"");
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.formatTo(event.time().atZone(zone), out);
        out.append("\",");
        at(event.event(), out);
        fields(event.event(), out);
        return out.append('}').toString();
    }

    private static void at(HomeEvent event, StringBuilder out) {
        if (event.at() != null) {
            out.append("\"at\":\"").append(event.at()).append("\",");
        }
    }

    private static void fields(HomeEvent event, StringBuilder out) {
        var json = new JsonWriter(out, false);
        out.append("\"type\":");
        json.string(event.type());
        out.append(",\"source\":");
        json.string(event.source());
        out.append(",\"payload\":");
        json.value(event.payload());
    }

    /**
     * Reads a line of jsonl, as {@link #write(JournaledEvent)} and the API make it, keys it does not know ignored.
     *
     * @throws JsonException when it is none
     */
    public static JournaledEvent journaled(String jsonl) throws JsonException {
        if (!(Json.parse(jsonl, Payload.MAX_DEPTH + 1) instanceof Map<?, ?> map)) {
            throw new JsonException("a line of jsonl is a JSON object with time, type and source");
        }
        try {
            @Nullable Object time = map.get("time");
            if (time == null) {
                throw new LineException("\"time\" is missing");
            }
            return new JournaledEvent(EventFields.time("time", time), EventFields.event(map));
        } catch (LineException e) {
            throw new JsonException(String.valueOf(e.getMessage()));
        }
    }
}
