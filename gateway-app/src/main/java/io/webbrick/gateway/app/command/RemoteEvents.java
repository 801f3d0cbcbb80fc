package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.client.Query;
import io.webbrick.gateway.events.history.EventHistory.Tally;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.EventJson;
import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import io.webbrick.gateway.events.line.LineException;
import io.webbrick.gateway.events.line.LocalTimes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The events of a gateway elsewhere, page by page over HTTP, oldest first. One thread; memory is that of one page. */
final class RemoteEvents {
    private static final int PAGE = 1_000;
    private static final int NAMED = 10;
    private static final String STREAM = "EventLog";

    private final GatewayClient client;

    RemoteEvents(GatewayClient client) {
        this.client = client;
    }

    /** Hands every matching event to {@code each} until that returns false. */
    void read(EventQuery query, Predicate<JournaledEvent> each) throws IOException {
        String cursor = null;
        do {
            Map<?, ?> page = client.get("/api/events" + parameters(query, cursor));
            if (!(page.get("events") instanceof List<?> events)) {
                throw new IOException("the gateway at " + client.address() + " answered no events");
            }
            for (Object event : events) {
                if (!each.test(journaled(event))) {
                    return;
                }
            }
            cursor = page.get("cursor") instanceof String next && !events.isEmpty() ? next : null;
        } while (cursor != null);
    }

    private static JournaledEvent journaled(@Nullable Object event) throws IOException {
        try {
            return EventJson.journaled(Json.write(event));
        } catch (JsonException e) {
            throw new IOException("the gateway answered an event that cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The same for events in whose line this regular expression is found. The lines are found by the gateway, within the time that it
     * gives to one question after the other, and read here.
     */
    Tally search(
            EventQuery query,
            Pattern pattern,
            LocalTimes times,
            Progress progress,
            Consumer<String> problems,
            Predicate<JournaledEvent> each)
            throws IOException {
        var lines = new RemoteRecords(client, STREAM, new RecordFilter(null, pattern, null), progress, problems);
        var tally = new Found(times);
        RemoteRecords.Page page = lines.page("order", "oldest", PAGE);
        String cursor = page.cursor();
        boolean goOn = tally.take(page.texts(), query, each);
        while (goOn && page.more() && cursor != null) {
            page = lines.page("cursor", cursor, PAGE);
            goOn = tally.take(page.texts(), query, each) && !cursor.equals(page.cursor());
            cursor = page.cursor();
        }
        return tally.tally();
    }

    /** Reads lines that were found. */
    private static final class Found {
        private final LocalTimes times;
        private final List<String> firstUnreadable = new ArrayList<>();
        private long events;
        private long unreadable;

        Found(LocalTimes times) {
            this.times = times;
        }

        /** Hands on the events of these lines that are wanted, until {@code each} returns false; whether it never did. */
        boolean take(List<String> lines, EventQuery query, Predicate<JournaledEvent> each) {
            for (String line : lines) {
                try {
                    JournaledEvent event = EventLine.parse(line, times);
                    if (query.matches(event)) {
                        events++;
                        if (!each.test(event)) {
                            return false;
                        }
                    }
                } catch (LineException none) {
                    unreadable++;
                    if (firstUnreadable.size() < NAMED) {
                        firstUnreadable.add(STREAM + ": " + none.getMessage());
                    }
                }
            }
            return true;
        }

        Tally tally() {
            return new Tally(events, unreadable, firstUnreadable);
        }
    }

    private static Query parameters(EventQuery query, @Nullable String cursor) {
        var asked = new Query().with("limit", PAGE);
        query.sources().forEach(source -> asked.with("source", source));
        return asked.with("type", query.type())
                .with("from", query.from())
                .with("to", query.to())
                .with("cursor", cursor);
    }
}
