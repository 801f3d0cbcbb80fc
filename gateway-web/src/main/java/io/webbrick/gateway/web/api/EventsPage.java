package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.line.EventJson;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.time.Instant;

/** One page of events as JSON, oldest first, bounded in events and in characters. One thread. */
final class EventsPage {
    private final StringBuilder json = new StringBuilder(8_192).append("{\"events\":[");
    private final int limit;
    private final int maxChars;
    private EventCursor cursor;
    private int skip;
    private boolean reached;
    private int events;
    private boolean more;

    EventsPage(int limit, int maxChars, EventCursor start) {
        this.limit = limit;
        this.maxChars = maxChars;
        this.cursor = start;
        this.skip = start.events();
    }

    /** Takes an event that lies behind the cursor; false when the page is full. */
    boolean take(JournaledEvent event) {
        if (!reached(event.time())) {
            return true;
        }
        if (events == limit || json.length() > maxChars) {
            more = true;
            return false;
        }
        json.append(events == 0 ? "" : ",").append(EventJson.write(event));
        events++;
        cursor = cursor.after(event.time());
        return true;
    }

    /** The whole document. */
    String json() {
        String next = cursor.text();
        json.append("],\"more\":").append(more).append(",\"cursor\":");
        return json.append(next == null ? "null" : '"' + next + '"').append('}').toString();
    }

    private boolean reached(Instant time) {
        Instant start = cursor.time();
        if (reached || start == null || time.isAfter(start)) {
            reached = true;
        } else if (time.equals(start)) {
            reached = skip == 0;
            skip--;
        }
        return reached;
    }
}
