package io.webbrick.gateway.events.line;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON text to and from plain values; the shapes are those of {@link io.webbrick.gateway.events.HomeEvent#payload}. */
public final class Json {
    private Json() {}

    /**
     * One JSON value on one line, without blanks; maps in their order; integers keep their digits, doubles get their
     * shortest text. Control characters, separators, direction controls and lone surrogates are escaped, so the text
     * is one line in every viewer. NaN and infinities: {@code {"@float":"NaN"}}.
     *
     * @throws IllegalArgumentException for anything but maps, iterables, texts, numbers, booleans and null, and for more
     *     than 1,000 levels
     */
    public static String write(@Nullable Object value) {
        var out = new StringBuilder(64);
        new JsonWriter(out, false).value(value);
        return out.toString();
    }

    /**
     * Reads exactly one JSON value: duplicate keys, trailing text, more than 1,000 levels and numbers of more than
     * 65,536 digits are refused. Integers are Long or BigInteger; fractions Double, or BigDecimal where a double would
     * change them.
     *
     * @throws JsonException naming line, column and what is wrong
     */
    public static @Nullable Object parse(String text) throws JsonException {
        return parse(text, JsonReader.MAX_DEPTH);
    }

    /** As {@link #parse(String)}, with at most so many levels. */
    static @Nullable Object parse(String text, int maxDepth) throws JsonException {
        try (JsonParser parser = JsonReader.FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new JsonException("line 1, column 1: nothing there; one JSON value was expected");
            }
            Object value = new JsonReader(parser, maxDepth).value();
            if (parser.nextToken() != null) {
                throw JsonReader.refused(parser.currentTokenLocation(), "text after the value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw JsonReader.refused(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
