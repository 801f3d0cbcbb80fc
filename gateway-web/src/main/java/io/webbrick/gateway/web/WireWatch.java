package io.webbrick.gateway.web;

import io.webbrick.gateway.events.wire.WireExchange;
import io.webbrick.gateway.events.wire.WireHeader;
import io.webbrick.gateway.events.wire.WireMonitor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Tells a {@link WireMonitor} what passes by of requests that come in and of what is answered; bodies are looked at on their way
 * and never held up. Any thread; while nobody listens a request passes as if this were not here.
 */
final class WireWatch extends Handler.Wrapper {
    private final WireMonitor monitor;

    WireWatch(Handler handler, WireMonitor monitor) {
        super(handler);
        this.monitor = monitor;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!monitor.enabled()) {
            return super.handle(request, response, callback);
        }
        WireExchange exchange = monitor.begin(
                request.getMethod(),
                request.getHttpURI().asString(),
                headers(request.getHeaders()),
                Math.max(0, request.getLength()),
                1);
        var asked = new Asked(request, exchange);
        return super.handle(asked, new Answered(asked, response, exchange), new Ended(callback, response, exchange));
    }

    /** All headers, in their order. */
    static List<WireHeader> headers(HttpFields fields) {
        var headers = new ArrayList<WireHeader>();
        for (HttpField field : fields) {
            String value = field.getValue();
            headers.add(new WireHeader(field.getName(), value == null ? "" : value));
        }
        return headers;
    }

    private static final class Asked extends Request.Wrapper {
        private final WireExchange exchange;

        Asked(Request request, WireExchange exchange) {
            super(request);
            this.exchange = exchange;
        }

        @Override
        public Content.@Nullable Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk != null && chunk.hasRemaining()) {
                exchange.requestBody().pass(chunk.getByteBuffer());
            }
            return chunk;
        }
    }

    private static final class Answered extends Response.Wrapper {
        private final WireExchange exchange;

        Answered(Request request, Response response, WireExchange exchange) {
            super(request, response);
            this.exchange = exchange;
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer bytes, Callback callback) {
            if (bytes != null && bytes.hasRemaining()) {
                exchange.replyBody().pass(bytes);
            }
            super.write(last, bytes, callback);
        }
    }

    private static final class Ended extends Callback.Nested {
        private final Response response;
        private final WireExchange exchange;

        Ended(Callback callback, Response response, WireExchange exchange) {
            super(callback);
            this.response = response;
            this.exchange = exchange;
        }

        @Override
        public void succeeded() {
            exchange.reply(response.getStatus(), null, headers(response.getHeaders()));
            exchange.end();
            super.succeeded();
        }

        @Override
        public void failed(Throwable failure) {
            if (response.isCommitted()) {
                exchange.reply(response.getStatus(), null, headers(response.getHeaders()));
            }
            exchange.fail(failure);
            super.failed(failure);
        }
    }
}
