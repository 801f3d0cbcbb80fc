package io.webbrick.gateway.events.line;

import java.io.Serial;

/** A line that is not an EventLog line; the message says in one line why. Carries no stack trace: it is cheap. */
public final class LineException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public LineException(String message) {
        super(message, null, false, false);
    }
}
