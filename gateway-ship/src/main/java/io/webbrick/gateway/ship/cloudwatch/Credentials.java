package io.webbrick.gateway.ship.cloudwatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a request is signed with. Immutable; its text shows neither secret.
 *
 * @param session of temporary credentials; null of lasting ones
 * @param expires when they end; null when they do not
 */
record Credentials(
        String accessKey,
        String secretKey,
        @Nullable String session,
        @Nullable Instant expires) {
    @Override
    public String toString() {
        return "credentials " + accessKey;
    }
}
