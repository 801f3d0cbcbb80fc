package io.webbrick.gateway.ship.wire;

import java.io.IOException;

/** There was no connection: the other side has seen nothing of the request. */
public final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
