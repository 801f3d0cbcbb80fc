package io.webbrick.gateway.logging.format;

import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A field of an event's record by its name: {@code type}, {@code source}, {@code payload}, or a key of the payload. The
 * record's message is the line {@code type,source[,payload]}; a value is shown as it stands there, text without its
 * quotes. Looks through the line each time, on the writer thread, and only where a format names such a field.
 */
final class EventAttribute {
    private static final byte[] EVENT_LOG = "EventLog".getBytes(StandardCharsets.US_ASCII);

    private final byte[] text;
    private final int end;
    private int at;
    private int from;
    private int to;

    private EventAttribute(byte[] text, int at, int end) {
        this.text = text;
        this.at = at;
        this.end = end;
    }

    /** Appends the field; false when the record is no event's or has no such field. */
    static boolean append(EncodedRecord record, byte[] name, Utf8Buffer out) {
        if (!record.verbatim() || !isEvent(record)) {
            return false;
        }
        var line = new EventAttribute(record.bytes(), record.messageAt(), record.thrownAt());
        if (!line.find(new String(name, StandardCharsets.UTF_8), name)) {
            return false;
        }
        Escapes.appendVerbatim(out, record.bytes(), line.from, line.to);
        return true;
    }

    private static boolean isEvent(EncodedRecord record) {
        int length = record.threadAt() - record.loggerAt();
        int own = EVENT_LOG.length;
        return length >= own
                && Arrays.equals(record.bytes(), record.loggerAt(), record.loggerAt() + own, EVENT_LOG, 0, own)
                && (length == own || record.bytes()[record.loggerAt() + own] == '.');
    }

    private boolean find(String name, byte[] key) {
        field();
        if (name.equals("type")) {
            return true;
        }
        at++;
        field();
        if (name.equals("source")) {
            return true;
        }
        at++;
        from = at;
        to = end;
        return name.equals("payload") ? at < end : at < end && text[at] == '{' && member(key);
    }

    /** One field of the line, up to its comma. */
    private void field() {
        if (at < end && text[at] == '"') {
            value();
            return;
        }
        from = at;
        while (at < end && text[at] != ',') {
            at++;
        }
        to = at;
    }

    private boolean member(byte[] key) {
        at++;
        while (at < end && text[at] != '}') {
            blanks();
            value();
            boolean wanted = Arrays.equals(text, from, to, key, 0, key.length);
            skip(':');
            value();
            if (wanted) {
                return true;
            }
            skip(',');
        }
        return false;
    }

    /** Passes a JSON value; text is noted without its quotes. */
    private void value() {
        if (at < end && text[at] == '"') {
            from = at + 1;
            string();
            to = Math.max(from, at - 1);
            return;
        }
        from = at;
        int depth = 0;
        while (at < end && (depth > 0 || (text[at] != ',' && text[at] != '}' && text[at] != ']'))) {
            if (text[at] == '"') {
                string();
                continue;
            }
            depth += text[at] == '{' || text[at] == '[' ? 1 : text[at] == '}' || text[at] == ']' ? -1 : 0;
            at++;
        }
        to = at;
    }

    private void string() {
        at++;
        while (at < end && text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        at = Math.min(end, at + 1);
    }

    private void skip(char mark) {
        blanks();
        if (at < end && text[at] == mark) {
            at++;
        } else if (at < end && text[at] != '}') {
            at = end;
        }
        blanks();
    }

    private void blanks() {
        while (at < end && text[at] == ' ') {
            at++;
        }
    }
}
