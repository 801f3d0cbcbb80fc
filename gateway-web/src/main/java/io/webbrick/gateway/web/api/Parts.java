package io.webbrick.gateway.web.api;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Makes a body part by part, each when the one before is sent. Called by one thread at a time; closed once. */
public interface Parts extends Closeable {
    /** The next part, not changed any more; empty when {@link LiveParts} have none now; null behind the last. */
    @Nullable
    ByteBuffer next() throws IOException;
}
