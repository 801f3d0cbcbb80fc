package io.webbrick.gateway.web.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for, after everything that guards the door has passed. Immutable as long as nobody writes into
 * {@code body}.
 *
 * @param method in upper case; HEAD has become GET
 * @param path decoded, without the query
 * @param query decoded parameters in their order
 * @param body empty when there is none
 * @param ifNoneMatch the {@code If-None-Match} header
 * @param lastEventId the {@code Last-Event-ID} header
 * @param user the account, or null where none is needed
 * @param admin whether whoever asks may do everything, or only look
 */
public record Ask(
        String method,
        String path,
        Map<String, List<String>> query,
        ByteBuffer body,
        @Nullable String ifNoneMatch,
        @Nullable String lastEventId,
        @Nullable String user,
        boolean admin) {
    /** The body as text. */
    public String text() throws Refusal {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(400, "not UTF-8", "the body is not valid UTF-8; send JSON as UTF-8");
        }
    }
}
