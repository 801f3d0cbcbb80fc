package io.webbrick.gateway.events.line;

import org.jspecify.annotations.Nullable;

/** JSON text to and from plain values; the shapes are those of {@link io.webbrick.gateway.events.HomeEvent#payload}. */
public final class Json {
    private Json() {}

    /** One JSON value on one line, without blanks; maps in their order; everything outside printable text escaped. */
    public static String write(@Nullable Object value) {
        throw new IllegalStateException();
    }

    /**
     * Reads exactly one JSON value: duplicate keys, trailing text, and more than 1,000 levels are refused.
     *
     * @throws JsonException naming line, column and what is wrong
     */
    public static @Nullable Object parse(String text) throws JsonException {
        throw new IllegalStateException();
    }
}
