package io.webbrick.gateway.logging.config;

import java.io.Serial;

/** A value that cannot be read; the message says why and what to write instead. */
final class LiteralException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    LiteralException(String message) {
        super(message, null, false, false);
    }
}
