package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.line.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer, with all of its body or with what makes the body part by part.
 *
 * @param status the HTTP status
 * @param type its media type; empty with an empty body
 * @param body nobody writes into it; empty where there are parts
 * @param parts what follows the body; null when nothing does
 * @param headers further headers
 * @param afterwards runs once when the answer is on its way; null for nothing
 */
public record Answer(
        int status,
        String type,
        ByteBuffer body,
        @Nullable Parts parts,
        Map<String, String> headers,
        @Nullable Runnable afterwards) {
    private static final String JSON = "application/json";

    /** A JSON document; {@code value} as in {@link Json}. */
    public static Answer json(int status, Object value) {
        return jsonText(status, Json.write(value));
    }

    /** A JSON document that is already text. */
    static Answer jsonText(int status, String json) {
        return of(status, JSON, json + "\n");
    }

    /** Any text as UTF-8. */
    public static Answer of(int status, String type, String text) {
        return new Answer(
                status,
                type,
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer(),
                null,
                Map.of(),
                null);
    }

    /** Bytes with these headers. */
    public static Answer bytes(String type, ByteBuffer body, Map<String, String> headers) {
        return new Answer(200, type, body, null, headers, null);
    }

    /** A body of unknown length. */
    public static Answer parts(String type, Parts parts, Map<String, String> headers) {
        return new Answer(200, type, ByteBuffer.allocate(0), parts, headers, null);
    }

    /** No body. */
    public static Answer empty(int status) {
        return new Answer(status, "", ByteBuffer.allocate(0), null, Map.of(), null);
    }

    /** The same with one header more. */
    public Answer with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, type, body, parts, all, afterwards);
    }

    /** The same with another body of unknown length. */
    public Answer with(Parts others) {
        return new Answer(status, type, body, others, headers, afterwards);
    }

    /** The same with something to do once it is sent. */
    Answer then(Runnable next) {
        return new Answer(status, type, body, parts, headers, next);
    }
}
