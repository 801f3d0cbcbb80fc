package io.webbrick.gateway.ship.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There was no connection: the other side has seen nothing of the request. */
public final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
