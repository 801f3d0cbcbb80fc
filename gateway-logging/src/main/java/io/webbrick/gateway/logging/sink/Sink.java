package io.webbrick.gateway.logging.sink;

import java.io.IOException;

/**
 * Where finished lines go. Called by one thread at a time.
 */
public interface Sink extends AutoCloseable {
    /** Takes whole lines, each with its line feed. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Hands over what was taken so far. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
