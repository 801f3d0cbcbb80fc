package io.webbrick.gateway.web;

import io.webbrick.gateway.web.api.Parts;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Sends a body part by part: the next is made when the client has taken the one before, so a slow client costs one part of
 * memory and no thread. While there is no part it rests until it is told to go on. When a part cannot be made the connection
 * is broken off, so that nobody takes half for the whole.
 */
final class PartsWriter extends IteratingCallback {
    private final Response response;
    private final Callback callback;
    private final Parts parts;
    private final Runnable advanced;
    private boolean ended;

    /** @param advanced is run before each part is sent */
    PartsWriter(Response response, Callback callback, Parts parts, Runnable advanced) {
        this.response = response;
        this.callback = callback;
        this.parts = parts;
        this.advanced = advanced;
    }

    @Override
    protected Action process() throws Throwable {
        if (ended) {
            return Action.SUCCEEDED;
        }
        ByteBuffer part = parts.next();
        if (part != null && !part.hasRemaining()) {
            return Action.IDLE;
        }
        ended = part == null;
        advanced.run();
        response.write(ended, part == null ? BufferUtil.EMPTY_BUFFER : part, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        IO.close(parts);
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        IO.close(parts);
        callback.failed(cause);
    }
}
