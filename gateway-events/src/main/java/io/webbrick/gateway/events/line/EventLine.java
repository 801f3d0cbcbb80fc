package io.webbrick.gateway.events.line;

import io.webbrick.gateway.events.HomeEvent;
import java.time.ZoneId;

/**
 * An event as a line of EventLog: {@code type,source[,payload]} behind the stream's time stamp. Reads what it prints,
 * {@code parse(TIME + print(event))} equals the event, and what the original gateway wrote in Python's words. The grammar
 * stands in docs/format/eventlog.md. Stateless.
 */
public final class EventLine {
    private EventLine() {}

    /** The line of an event without its time stamp and without a line end. */
    public static String print(HomeEvent event) {
        var out = new StringBuilder(128);
        OwnLine.print(event, out);
        return out.toString();
    }

    /**
     * Reads one line without its line feed; a carriage return at its end is ignored.
     *
     * @param zone what a time without an offset means; of the two hours when summer time ends, the earlier one
     * @throws LineException when the line is no event, naming why; nothing else is thrown whatever the line holds
     */
    public static JournaledEvent parse(String line, ZoneId zone) throws LineException {
        return parse(line, new LocalTimes(zone));
    }

    /** As {@link #parse(String, ZoneId)}, for the lines of one history in their order. */
    public static JournaledEvent parse(String line, LocalTimes times) throws LineException {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        LineTime stamp = LineTime.read(text, times);
        String body = text.substring(stamp.end());
        try {
            return new JournaledEvent(stamp.time(), stamp.stated() ? OwnLine.parse(body) : either(body));
        } catch (IllegalArgumentException tooDeep) {
            throw new LineException(String.valueOf(tooDeep.getMessage()));
        }
    }

    /**
     * A local time stamp stands before the original's lines, and before ours where the format asks for one. Some of the
     * original's are JSON as well, by chance and with other numbers; ours are exactly what we print.
     */
    private static HomeEvent either(String body) throws LineException {
        if (OriginalLine.looksPython(body)) {
            return OriginalLine.parse(body);
        }
        HomeEvent own;
        try {
            own = OwnLine.parse(body);
        } catch (LineException notOurs) {
            return OriginalLine.parse(body);
        }
        if (print(own).equals(body)) {
            return own;
        }
        try {
            return OriginalLine.parse(body);
        } catch (LineException foreignJson) {
            return own;
        }
    }
}
