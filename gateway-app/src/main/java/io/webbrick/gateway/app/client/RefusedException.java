package io.webbrick.gateway.app.client;

import java.io.IOException;
import java.io.Serial;

/** The gateway answered, but with a status that is no success. */
public final class RefusedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
