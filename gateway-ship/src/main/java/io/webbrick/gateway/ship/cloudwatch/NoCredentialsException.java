package io.webbrick.gateway.ship.cloudwatch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There is nothing to sign with, and another attempt alone does not help. */
final class NoCredentialsException extends IOException {
    private static final long serialVersionUID = 1L;

    NoCredentialsException(@Nullable String message) {
        super(message);
    }
}
