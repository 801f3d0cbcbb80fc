package io.webbrick.gateway.logging;

import java.io.Serial;

/** A configuration that cannot be used, under {@code strict}; the message lists every problem, one a line. */
public final class ConfigurationException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
