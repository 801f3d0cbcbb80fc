package io.webbrick.gateway.ship.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
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
    /**
     * Those in this JSON; null when there are none.
     *
     * @param key what the access key is called there; the other names are those of AWS, in the same case
     * @param token what the session's token is called there
     * @throws IOException when they end at no moment that can be read
     */
    static @Nullable Credentials parse(JsonNode json, String key, String token) throws IOException {
        boolean lower = Character.isLowerCase(key.charAt(0));
        String id = json.path(key).asText("");
        String secret = json.path(lower ? "secretAccessKey" : "SecretAccessKey").asText("");
        String ends = json.path(lower ? "expiration" : "Expiration").asText("");
        if (id.isEmpty() || secret.isEmpty()) {
            return null;
        }
        try {
            Instant expires = ends.isEmpty() ? null : Instant.parse(ends);
            return new Credentials(id, secret, json.path(token).asText(null), expires);
        } catch (DateTimeException unreadable) {
            throw new IOException("the credentials end at no moment that can be read");
        }
    }

    @Override
    public String toString() {
        return "credentials " + accessKey;
    }
}
