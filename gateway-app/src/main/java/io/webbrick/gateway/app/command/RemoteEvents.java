package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.EventJson;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The events of a gateway elsewhere, page by page over HTTP, oldest first. One thread; memory is that of one page. */
final class RemoteEvents {
    private static final int PAGE = 1_000;

    private final GatewayClient client;

    RemoteEvents(GatewayClient client) {
        this.client = client;
    }

    /** Hands every matching event to {@code each} until that returns false. */
    void read(EventQuery query, Predicate<JournaledEvent> each) throws IOException {
        String cursor = null;
        do {
            Map<?, ?> page = client.get("/api/events?" + parameters(query, cursor));
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

    private static String parameters(EventQuery query, @Nullable String cursor) {
        var text = new StringBuilder("limit=").append(PAGE);
        query.sources().forEach(source -> append(text, "source", source));
        append(text, "type", query.type());
        append(text, "from", query.from());
        append(text, "to", query.to());
        append(text, "cursor", cursor);
        return text.toString();
    }

    private static void append(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
    }
}
