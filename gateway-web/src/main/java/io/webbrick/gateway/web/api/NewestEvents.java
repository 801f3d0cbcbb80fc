package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.EventJson;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest events, newest first, gathered from segments that come newest first. One thread. */
final class NewestEvents {
    private final int limit;
    private final int maxChars;
    private final List<JournaledEvent> events = new ArrayList<>();

    NewestEvents(int limit, int maxChars) {
        this.limit = limit;
        this.maxChars = maxChars;
    }

    /** Takes the next older segment; false when there are enough. */
    boolean segment(EventHistory segment, EventQuery query) throws IOException {
        int room = limit - events.size();
        Deque<JournaledEvent> last = new ArrayDeque<>();
        segment.read(query, event -> {
            last.addLast(event);
            if (last.size() > room) {
                last.removeFirst();
            }
            return true;
        });
        last.descendingIterator().forEachRemaining(events::add);
        return events.size() < limit;
    }

    /** What was gathered. */
    List<JournaledEvent> events() {
        return events;
    }

    /** The whole document. */
    String json() {
        var json = new StringBuilder(8_192).append("{\"events\":[");
        boolean more = false;
        String comma = "";
        for (JournaledEvent event : events) {
            if (json.length() > maxChars) {
                more = true;
                break;
            }
            json.append(comma).append(EventJson.write(event));
            comma = ",";
        }
        return json.append("],\"more\":")
                .append(more)
                .append(",\"cursor\":null}")
                .toString();
    }
}
