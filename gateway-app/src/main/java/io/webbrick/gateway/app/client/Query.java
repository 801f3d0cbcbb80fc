package io.webbrick.gateway.app.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The parameters of a question as they stand in its address. One thread. */
public final class Query {
    private final StringBuilder text = new StringBuilder();

    /** Adds one; none when there is no value. */
    public Query with(String name, @Nullable Object value) {
        if (value != null) {
            text.append(text.isEmpty() ? '?' : '&').append(name).append('=').append(encoded(value.toString()));
        }
        return this;
    }

    /** A text as it stands in an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What stands behind the path, its question mark included. */
    @Override
    public String toString() {
        return text.toString();
    }
}
