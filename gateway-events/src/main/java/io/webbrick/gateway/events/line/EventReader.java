package io.webbrick.gateway.events.line;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.Payload;
import io.webbrick.gateway.logging.Journal;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the events of one HTTP body and stops at the first bad one. One thread, one body. */
final class EventReader {
    /** No event this long in JSON can grow past a line's bound when it is printed. */
    private static final long SURELY_FITS = Journal.MAX_BYTES / 8;

    private final JsonParser parser;
    private final JsonReader values;
    private final int maxEvents;
    private final List<HomeEvent> events = new ArrayList<>();

    EventReader(JsonParser parser, int maxEvents) {
        this.parser = parser;
        this.values = new JsonReader(parser, Payload.MAX_DEPTH + 1);
        this.maxEvents = maxEvents;
    }

    /** Reads all, given the text that the parser reads from, of which nothing is read yet. */
    List<HomeEvent> read(Reader text) throws EventJsonException, IOException {
        try {
            skipByteOrderMark(text);
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new LineException(
                        "the body is empty; one event, an array of events or one event a line is needed");
            }
            if (first == JsonToken.START_ARRAY) {
                array();
            } else {
                lines();
            }
            return events;
        } catch (CharacterCodingException e) {
            throw bad("the body is not UTF-8");
        } catch (JsonProcessingException e) {
            throw bad(String.valueOf(JsonReader.refused(e).getMessage()));
        } catch (LineException | JsonException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static void skipByteOrderMark(Reader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    private EventJsonException bad(String reason) {
        return new EventJsonException(events.size(), reason, false);
    }

    private void array() throws IOException, EventJsonException, LineException, JsonException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            event();
        }
        if (parser.nextToken() != null) {
            throw new LineException("text after the array of events");
        }
    }

    private void lines() throws IOException, EventJsonException, LineException, JsonException {
        do {
            event();
        } while (parser.nextToken() != null);
    }

    private void event() throws IOException, EventJsonException, LineException, JsonException {
        if (events.size() >= maxEvents) {
            throw new EventJsonException(events.size(), "more than " + maxEvents + " events at once; send fewer", true);
        }
        long start = parser.currentTokenLocation().getCharOffset();
        if (!(values.value() instanceof Map<?, ?> map)) {
            throw new LineException("an event is a JSON object with type and source");
        }
        EventFields.refuseUnknown(map);
        HomeEvent event = EventFields.event(map);
        if (parser.currentLocation().getCharOffset() - start > SURELY_FITS) {
            refuseLong(event);
        }
        events.add(event);
    }

    private static void refuseLong(HomeEvent event) throws LineException {
        int bytes = EventLine.print(event).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Journal.MAX_BYTES) {
            throw new LineException("its line would have " + bytes + " bytes; at most " + Journal.MAX_BYTES + " fit");
        }
    }
}
