package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.line.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One part of an answer in server-sent events. One thread; memory: {@value #FULL_CHARS} characters and an event. */
final class TailOutput {
    private static final int FULL_CHARS = 16_384;

    private final StringBuilder text = new StringBuilder();

    /** Whether it is enough for one part. */
    boolean isFull() {
        return text.length() >= FULL_CHARS;
    }

    boolean isEmpty() {
        return text.length() == 0;
    }

    /** Appends an event; {@code json} is one line. */
    void event(String name, String id, String json) {
        text.append("event: ").append(name).append('\n');
        if (!id.isEmpty()) {
            text.append("id: ").append(id).append('\n');
        }
        text.append("data: ").append(json).append("\n\n");
    }

    /** Appends an event. */
    void event(String name, String id, Map<String, Object> data) {
        event(name, id, Json.write(data));
    }

    /** Appends lines that are no event. */
    void lines(String lines) {
        text.append(lines).append("\n\n");
    }

    /** All of it as bytes; afterwards it is empty. */
    ByteBuffer take() {
        ByteBuffer part = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
        return part;
    }
}
