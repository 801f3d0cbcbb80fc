package io.webbrick.gateway.events.line;

import io.webbrick.gateway.events.HomeEvent;
import org.jspecify.annotations.Nullable;

/** The line as this gateway writes it: fields raw or as JSON strings, the payload as one JSON value. Stateless. */
final class OwnLine {
    private OwnLine() {}

    static void print(HomeEvent event, StringBuilder out) {
        field(event.type(), out);
        out.append(',');
        field(event.source(), out);
        LinePayload.print(event.payload(), event.at(), out);
    }

    private static void field(String text, StringBuilder out) {
        if (isPlain(text)) {
            out.append(text);
        } else {
            new JsonWriter(out, false).string(text);
        }
    }

    /** Whether a field is written as it is: not empty, no comma, quote, blank or anything that JSON text escapes. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || isBlank(c) || JsonWriter.mustEscape(text, i)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c > '~' && (Character.isWhitespace(c) || Character.isSpaceChar(c)));
    }

    /** Reads type, source and payload; the body begins right behind the time stamp. */
    static HomeEvent parse(String body) throws LineException {
        Field type = Field.at(body, 0, "type");
        if (type.end() == body.length()) {
            throw new LineException("no comma after the type");
        }
        Field source = Field.at(body, type.end() + 1, "source");
        if (source.end() == body.length()) {
            return new HomeEvent(type.text(), source.text(), null, null);
        }
        String payload = body.substring(source.end() + 1);
        if (payload.isEmpty()) {
            throw new LineException("nothing after the comma behind the source; a payload was expected");
        }
        return LinePayload.parse(payload).event(type.text(), source.text());
    }

    /** One field and the index behind it: that of a comma, or the end of the body. */
    private record Field(String text, int end) {
        static Field at(String body, int from, String name) throws LineException {
            if (from < body.length() && body.charAt(from) == '"') {
                return quoted(body, from, name);
            }
            int comma = body.indexOf(',', from);
            int end = comma < 0 ? body.length() : comma;
            String text = body.substring(from, end);
            if (!isPlain(text)) {
                throw new LineException(name
                        + (text.isEmpty() ? " is empty" : " holds a blank, a quote or a control character unquoted"));
            }
            return new Field(text, end);
        }

        private static Field quoted(String body, int from, String name) throws LineException {
            int quote = from + 1;
            while (quote < body.length() && body.charAt(quote) != '"') {
                quote += body.charAt(quote) == '\\' ? 2 : 1;
            }
            if (quote >= body.length() || (quote + 1 < body.length() && body.charAt(quote + 1) != ',')) {
                throw new LineException("the quoted " + name + " does not end before a comma or the end of the line");
            }
            return new Field(unquote(body.substring(from, quote + 1), name), quote + 1);
        }

        private static String unquote(String quoted, String name) throws LineException {
            try {
                @Nullable Object value = Json.parse(quoted);
                return String.valueOf(value);
            } catch (JsonException e) {
                throw new LineException("the quoted " + name + " is no JSON string: " + e.getMessage());
            }
        }
    }
}
