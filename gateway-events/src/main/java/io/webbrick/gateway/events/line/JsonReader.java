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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads plain values from a JSON parser: duplicate keys refused, numbers in their one form. One thread. */
final class JsonReader {
    private static final int MAX_DEPTH = 1_000;
    private static final int MAX_DIGITS = 65_536;
    private static final int MAX_STRING = 16 << 20;
    private static final int SURE_DIGITS = 15;

    /** Parsers within our bounds, whatever the text holds. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .maxStringLength(MAX_STRING)
                    .build())
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser parser;

    JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** The value whose first token the parser stands on; afterwards it stands on the last. */
    @Nullable
    Object value() throws IOException, JsonException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> map();
            case START_ARRAY -> list();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw refused(parser.currentTokenLocation(), "a value was expected, not " + token);
        };
    }

    private Map<String, @Nullable Object> map() throws IOException, JsonException {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String key = parser.currentName();
            if (map.containsKey(key)) {
                throw refused(parser.currentTokenLocation(), "key " + Json.write(key) + " stands twice in one object");
            }
            parser.nextToken();
            map.put(key, value());
        }
        return map;
    }

    private List<@Nullable Object> list() throws IOException, JsonException {
        var list = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value());
        }
        return list;
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
