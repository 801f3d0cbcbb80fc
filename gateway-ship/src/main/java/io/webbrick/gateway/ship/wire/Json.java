package io.webbrick.gateway.ship.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/** How bodies are written: characters beyond the first plane as UTF-8, of four bytes instead of twelve. Stateless. */
public final class Json {
    /** Makes generators; any thread. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private Json() {}
}
