package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.EventJson;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, newest first, gathered from segments that come newest first. One thread; memory: so many events of about so
 * many characters together, and one more.
 */
final class NewestEvents {
    /** What a value that is no text takes, and a text besides its characters. */
    private static final int VALUE_CHARS = 8;

    private final int limit;
    private final int maxChars;
    private final List<JournaledEvent> events = new ArrayList<>();
    private long chars;
    private boolean cut;

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
            chars += chars(event.event());
            if (last.size() > room) {
                chars -= chars(last.removeFirst().event());
            }
            while (chars > maxChars && last.size() + events.size() > 1) {
                chars -= chars(last.removeFirst().event());
                cut = true;
            }
            return true;
        });
        last.descendingIterator().forEachRemaining(events::add);
        return events.size() < limit && !cut;
    }

    private static long chars(HomeEvent event) {
        return event.type().length() + event.source().length() + chars(event.payload());
    }

    private static long chars(@Nullable Object value) {
        long chars = VALUE_CHARS;
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                chars += chars(entry.getKey()) + chars(entry.getValue());
            }
        } else if (value instanceof Iterable<?> list) {
            for (Object each : list) {
                chars += chars(each);
            }
        } else if (value instanceof CharSequence text) {
            chars += text.length();
        }
        return chars;
    }

    /** The whole document. */
    String json() {
        var json = new StringBuilder(8_192).append("{\"events\":[");
        String comma = "";
        for (JournaledEvent event : events) {
            json.append(comma).append(EventJson.write(event));
            comma = ",";
        }
        return json.append("],\"more\":")
                .append(cut && events.size() < limit)
                .append(",\"cursor\":null}")
                .toString();
    }
}
