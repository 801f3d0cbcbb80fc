package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.bus.EventBus;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.EventJson;
import io.webbrick.gateway.events.line.EventJsonException;
import io.webbrick.gateway.logging.Journal.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /api/events}: takes events in, reads EventLog back. */
final class EventsApi {
    static final int MAX_EVENTS = 10_000;

    private static final int MAX_CHARS = 4 * 1024 * 1024;
    private static final List<String> ORDERS = List.of("oldest", "newest");

    private final EventBus bus;
    private final EventArchive archive;
    private final Moments moments;

    EventsApi(EventBus bus, EventArchive archive, Moments moments) {
        this.bus = bus;
        this.archive = archive;
        this.moments = moments;
    }

    Answer post(Ask ask) throws Refusal, IOException {
        new Parameters(ask, moments, Set.of(), Set.of());
        List<HomeEvent> events = read(ask.body());
        long accepted = 0;
        long waiting = 0;
        long suppressed = 0;
        List<Long> lost = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Outcome outcome = bus.publish(events.get(i));
            switch (outcome) {
                case STORED -> accepted++;
                case WAITING -> waiting++;
                case SUPPRESSED -> suppressed++;
                case LOST -> lost.add((long) i);
            }
        }
        if (!lost.isEmpty()) {
            var more = new LinkedHashMap<String, Object>();
            more.put("accepted", accepted + waiting);
            more.put("suppressed", suppressed);
            more.put("indexes", lost);
            throw new Refusal(
                    503,
                    "not journaled",
                    lost.size() + " of " + events.size() + " events were distributed but could not be journaled; their"
                            + " loss is reported in EventLog",
                    more);
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("accepted", accepted + waiting);
        body.put("suppressed", suppressed);
        if (waiting > 0) {
            body.put("waiting", waiting);
        }
        return Answer.json(200, body);
    }

    Answer list(Ask ask) throws Refusal, IOException {
        var parameters = new Parameters(
                ask, moments, Set.of("type", "from", "to", "range", "limit", "cursor", "order"), Set.of("source"));
        Parameters.Span span = parameters.span();
        int limit = parameters.number("limit", 100, 1, MAX_EVENTS);
        String order = parameters.word("order", ORDERS);
        EventCursor cursor = EventCursor.parse(parameters.text("cursor"));
        var query =
                new EventQuery(Set.copyOf(parameters.all("source")), parameters.text("type"), span.from(), span.to());
        if (order.equals("oldest")) {
            return oldest(query, limit, cursor);
        }
        if (cursor.time() != null) {
            throw new Refusal(400, "bad parameter", "cursor goes with order=oldest; leave one of them out");
        }
        return newest(query, limit);
    }

    private Answer oldest(EventQuery query, int limit, EventCursor start) throws IOException {
        var page = new EventsPage(limit, MAX_CHARS, start);
        archive.read(query, start.time(), page::take);
        return Answer.jsonText(200, page.json());
    }

    private Answer newest(EventQuery query, int limit) throws IOException {
        var page = new NewestEvents(limit, MAX_CHARS);
        archive.readBackwards(query, page::segment);
        return Answer.jsonText(200, page.json());
    }

    private static List<HomeEvent> read(ByteBuffer body) throws Refusal, IOException {
        var bytes = new ByteArrayInputStream(body.array(), body.arrayOffset() + body.position(), body.remaining());
        try {
            return EventJson.read(bytes, MAX_EVENTS);
        } catch (EventJsonException e) {
            if (e.tooMany()) {
                throw new Refusal(
                        413, "too many events", "one request takes " + MAX_EVENTS + " events; send them in several");
            }
            throw new Refusal(
                    400,
                    "bad event",
                    String.valueOf(e.getMessage()),
                    Map.of("index", (long) e.index(), "reason", e.reason()));
        }
    }
}
