package io.webbrick.gateway.events.line;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.webbrick.gateway.events.Payload;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads plain values from a JSON parser: duplicate keys refused, numbers in their one form. One thread. */
final class JsonReader {
    /** Levels of plain JSON; of a payload {@link Payload#MAX_DEPTH}. */
    static final int MAX_DEPTH = 1_000;

    private static final int MAX_DIGITS = 65_536;
    private static final int MAX_STRING = 16 << 20;
    private static final int SURE_DIGITS = 15;

    /** Parsers within our bounds, whatever the text holds. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxNumberLength(MAX_DIGITS)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_STRING)
                    .build())
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private final int maxDepth;

    /** A container whose end has not come yet: the map or the list, and the key that waits for its value. */
    private static final class Open {
        final @Nullable Map<String, @Nullable Object> map;
        final @Nullable List<@Nullable Object> list;
        String key = "";

        Open(@Nullable Map<String, @Nullable Object> map, @Nullable List<@Nullable Object> list) {
            this.map = map;
            this.list = list;
        }

        void add(@Nullable Object value) {
            if (map != null) {
                map.put(key, value);
            } else if (list != null) {
                list.add(value);
            }
        }

        @Nullable
        Object value() {
            return map != null ? map : list;
        }
    }

    /** Reads from this parser values of at most so many levels. */
    JsonReader(JsonParser parser, int maxDepth) {
        this.parser = parser;
        this.maxDepth = maxDepth;
    }

    /**
     * The value whose first token the parser stands on; afterwards it stands on the last. Without recursion: hostile
     * text cannot use up the stack.
     */
    @Nullable
    Object value() throws IOException, JsonException {
        var open = new ArrayDeque<Open>();
        for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
            Object value = null;
            switch (token) {
                case START_OBJECT -> open(open, new Open(new LinkedHashMap<>(), null));
                case START_ARRAY -> open(open, new Open(null, new ArrayList<>()));
                case FIELD_NAME -> key(open.getLast());
                case END_OBJECT, END_ARRAY -> value = open.removeLast().value();
                default -> value = scalar(token);
            }
            if (token == JsonToken.FIELD_NAME || token.isStructStart()) {
                continue;
            }
            if (open.isEmpty()) {
                return value;
            }
            open.getLast().add(value);
        }
        throw new JsonException("the text ends inside a value");
    }

    private void open(ArrayDeque<Open> open, Open next) throws JsonException {
        if (open.size() >= maxDepth) {
            throw refused(parser.currentTokenLocation(), "nested deeper than " + maxDepth + " levels");
        }
        open.addLast(next);
    }

    private void key(Open in) throws IOException, JsonException {
        in.key = parser.currentName();
        if (in.map != null && in.map.containsKey(in.key)) {
            throw refused(parser.currentTokenLocation(), "key " + Json.write(in.key) + " stands twice in one object");
        }
    }

    private @Nullable Object scalar(JsonToken token) throws IOException, JsonException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw refused(parser.currentTokenLocation(), "a value was expected, not " + token);
        };
    }

    private Number integer() throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? Payload.integer(parser.getBigIntegerValue())
                : (Number) parser.getLongValue();
    }

    private Number fraction() throws IOException, JsonException {
        String text = parser.getText();
        if (fitsDouble(text)) {
            return Double.parseDouble(text);
        }
        try {
            return Payload.decimal(parser.getDecimalValue());
        } catch (NumberFormatException | ArithmeticException tooFar) {
            throw refused(parser.currentTokenLocation(), "number out of range: its exponent has too many digits");
        }
    }

    /** At most 15 digits and a small exponent: the double's shortest text is always this very number. */
    private static boolean fitsDouble(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                int sign = text.charAt(i + 1) == '+' || text.charAt(i + 1) == '-' ? 1 : 0;
                return digits <= SURE_DIGITS && text.length() - i - 1 - sign <= 2;
            }
            if (c >= '0' && c <= '9' && (digits > 0 || c != '0')) {
                digits++;
            }
        }
        return digits <= SURE_DIGITS && text.length() <= "-0.".length() + 2 * SURE_DIGITS;
    }

    /** Jackson's own words, on one line, with the place. */
    static JsonException refused(JsonProcessingException e) {
        String words = e.getOriginalMessage();
        return refused(
                e.getLocation(),
                words == null ? "not JSON" : words.lines().findFirst().orElse("not JSON"));
    }

    static JsonException refused(@Nullable JsonLocation place, String words) {
        return place == null
                ? new JsonException(words)
                : new JsonException("line " + place.getLineNr() + ", column " + place.getColumnNr() + ": " + words);
    }
}
