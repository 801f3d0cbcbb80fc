package io.webbrick.gateway.web.api;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** A question as a test asks it. */
final class Asked {
    private Asked() {}

    static Ask of(String path, Map<String, List<String>> query) {
        return new Ask("GET", path, query, ByteBuffer.allocate(0), null, null, null, true);
    }
}
