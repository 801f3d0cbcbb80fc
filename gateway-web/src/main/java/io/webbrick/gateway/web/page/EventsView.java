package io.webbrick.gateway.web.page;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest events, newest first. */
final class EventsView {
    private static final int SHOWN_KEYS = 12;
    private static final int SHOWN_CHARS = 160;

    private final List<JournaledEvent> events;
    private final Instant now;
    private final ZoneId zone;

    EventsView(List<JournaledEvent> events, Instant now, ZoneId zone) {
        this.events = events;
        this.now = now;
        this.zone = zone;
    }

    void write(Html html) {
        html.raw("<section class=\"card\" aria-labelledby=\"events-title\"><div class=\"bar\">");
        html.raw("<h2 id=\"events-title\">Latest events</h2><span class=\"quiet\">times in ")
                .text(Words.zone(zone));
        html.raw("</span></div><div data-live=\"events\">");
        if (events.isEmpty()) {
            nothing(html);
        } else {
            table(html);
        }
        html.raw("</div></section>");
    }

    private static void nothing(Html html) {
        html.raw("<p class=\"empty\">Nothing has happened yet. Tell the gateway of something:</p><pre>");
        html.text("curl -d '{\"type\":\"temperature\",\"source\":\"temperature/outside\",\"payload\":{\"val\":11.4}}'"
                        + " http://ADDRESS/api/events")
                .raw("</pre>");
    }

    private void table(Html html) {
        html.raw("<table class=\"events\"><thead><tr><th scope=\"col\">Time</th><th scope=\"col\">Source</th>");
        html.raw("<th scope=\"col\">Type</th><th scope=\"col\">Payload</th></tr></thead><tbody>");
        for (JournaledEvent journaled : events) {
            HomeEvent event = journaled.event();
            html.raw("<tr><td class=\"time\"><time datetime=\"")
                    .text(journaled.happened())
                    .raw("\">");
            html.text(Words.moment(journaled.happened(), now, zone)).raw("</time></td><td class=\"source\">");
            html.text(shortened(event.source())).raw("</td><td class=\"type\">").text(shortened(type(event.type())));
            html.raw("</td><td class=\"payload\">");
            payload(html, event.payload());
            html.raw("</td></tr>");
        }
        html.raw("</tbody></table>");
    }

    private static String type(String type) {
        return type.startsWith(HomeEvent.TYPE_PREFIX) && type.length() > HomeEvent.TYPE_PREFIX.length()
                ? type.substring(HomeEvent.TYPE_PREFIX.length())
                : type;
    }

    private static void payload(Html html, @Nullable Object payload) {
        if (!(payload instanceof Map<?, ?> map)) {
            html.text(payload == null ? "" : shown(payload));
            return;
        }
        int keys = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (keys++ == SHOWN_KEYS) {
                html.raw("<i>and ").text(map.size() - SHOWN_KEYS).raw(" more</i>");
                return;
            }
            html.raw("<span><b>")
                    .text(shortened(String.valueOf(entry.getKey())))
                    .raw("</b> ");
            html.text(shown(entry.getValue())).raw("</span> ");
        }
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Double || value instanceof BigDecimal) {
            return Words.value(value.toString());
        }
        return shortened(value instanceof String text ? text : Json.write(value));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
    }
}
