package io.webbrick.gateway.app.print;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.line.EventJson;
import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints events one a line. One thread. */
public final class EventPrinter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
    private static final int CHECKED_EVERY = 1_000;

    private final PrintWriter out;
    private final Format format;
    private final ZoneId zone;
    private long printed;

    /** How an event looks. */
    public enum Format {
        /** {@code {"time","at"?,"type","source","payload"}}. */
        JSONL,
        /** RFC 4180 with a head line; the payload as JSON. */
        CSV,
        /** As it stands in EventLog. */
        LINE
    }

    public EventPrinter(PrintWriter out, Format format, ZoneId zone) {
        this.out = out;
        this.format = format;
        this.zone = zone;
    }

    /** What comes before the first event. */
    public void begin() {
        if (format == Format.CSV) {
            out.print("time,at,type,source,payload\n");
        }
    }

    /** Prints one event; false when nobody reads any more. */
    public boolean print(JournaledEvent event) {
        out.print(text(event));
        out.print('\n');
        printed++;
        return printed % CHECKED_EVERY != 0 || !out.checkError();
    }

    /** How many were printed. */
    public long printed() {
        return printed;
    }

    private String text(JournaledEvent event) {
        return switch (format) {
            case JSONL -> EventJson.write(event, zone);
            case CSV -> csv(event);
            case LINE -> time(event.time()) + " " + EventLine.print(event.event());
        };
    }

    private String csv(JournaledEvent journaled) {
        HomeEvent event = journaled.event();
        String at = event.at() == null ? "" : time(event.at());
        String payload = event.payload() == null ? "" : Json.write(event.payload());
        return String.join(",", time(journaled.time()), at, cell(event.type()), cell(event.source()), cell(payload));
    }

    private String time(@Nullable Instant moment) {
        return moment == null ? "" : TIME.format(moment.atZone(zone));
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(letter -> letter == ',' || letter == '"' || letter < ' ');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
