package io.webbrick.gateway.ship.cloudwatch;

import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.wire.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One event of CloudWatch Logs: a record, or a part of one that is too long for an event. Immutable.
 *
 * @param index of its record in the batch
 */
record LogEvent(int index, long millis, String text) {
    /** What CloudWatch adds to each event. */
    static final int OVERHEAD = 26;

    /** An event with its overhead, and a call. */
    static final int MOST_BYTES = 1_048_576;

    /** Of a call. */
    private static final int MOST_EVENTS = 10_000;

    /** Room for the mark of a part, such as {@code [2/3] }. */
    private static final int MARK = 16;

    /** The bytes that count in a batch. */
    static int bytes(Outgoing record) {
        int bytes = Utf8.bytes(record.text());
        int parts = 1 + bytes / (MOST_BYTES - OVERHEAD - MARK);
        return bytes + parts * (OVERHEAD + (parts > 1 ? MARK : 0));
    }

    /** The events of a batch in the order of their times; equal times stay in the order of the stream. Blank records are none. */
    static List<LogEvent> of(List<Outgoing> batch) {
        var events = new ArrayList<LogEvent>(batch.size());
        for (int index = 0; index < batch.size(); index++) {
            Outgoing record = batch.get(index);
            if (!record.text().isBlank()) {
                split(index, record, events);
            }
        }
        events.sort(Comparator.comparingLong(LogEvent::millis));
        return events;
    }

    /** The same events in as many calls as they need; more than one only where a record was split. */
    static List<List<LogEvent>> calls(List<LogEvent> events) {
        var calls = new ArrayList<List<LogEvent>>();
        int from = 0;
        long bytes = 0;
        for (int index = 0; index < events.size(); index++) {
            int more = Utf8.bytes(events.get(index).text()) + OVERHEAD;
            if (index > from && (bytes + more > MOST_BYTES || index - from == MOST_EVENTS)) {
                calls.add(events.subList(from, index));
                from = index;
                bytes = 0;
            }
            bytes += more;
        }
        if (from < events.size()) {
            calls.add(events.subList(from, events.size()));
        }
        return calls;
    }

    private static void split(int index, Outgoing record, List<LogEvent> events) {
        String text = record.text();
        if (Utf8.bytes(text) + OVERHEAD <= MOST_BYTES) {
            events.add(new LogEvent(index, record.millis(), text));
            return;
        }
        var parts = new ArrayList<String>();
        for (int from = 0; from < text.length(); ) {
            int end = Utf8.end(text, from, MOST_BYTES - OVERHEAD - MARK);
            parts.add(text.substring(from, end));
            from = end;
        }
        for (int part = 0; part < parts.size(); part++) {
            String mark = "[" + (part + 1) + "/" + parts.size() + "] ";
            events.add(new LogEvent(index, record.millis(), mark + parts.get(part)));
        }
    }
}
