package io.webbrick.gateway.events.line;

import java.io.Serial;

/** A text that is not the JSON that was expected; the message says where and why in one line. */
public final class JsonException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }
}
