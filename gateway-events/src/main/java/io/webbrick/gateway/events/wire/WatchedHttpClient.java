package io.webbrick.gateway.events.wire;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client, watched: asks another one and tells a {@link WireMonitor} what passes by. Bodies are looked at on their
 * way and never held up; what a redirect, an authenticator or a cookie handler adds within the client is not seen. WebSockets and
 * pushed replies are not watched. Any thread; while nobody listens it only asks the other.
 */
public final class WatchedHttpClient extends HttpClient {
    private final HttpClient client;
    private final WireMonitor monitor;
    private final int attempt;

    private WatchedHttpClient(HttpClient client, WireMonitor monitor, int attempt) {
        this.client = client;
        this.monitor = monitor;
        this.attempt = attempt;
    }

    /** Watches this client; whoever made that one closes it. */
    public static WatchedHttpClient of(HttpClient client, WireMonitor monitor) {
        return new WatchedHttpClient(client, monitor, 1);
    }

    /**
     * The same client for repeating a request that has failed: the log says {@code attempt=2} behind it.
     *
     * @param number 2 for the first repetition
     */
    public WatchedHttpClient attempt(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("attempt " + number + " is below 1, which is the first");
        }
        return new WatchedHttpClient(client, monitor, number);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        if (!monitor.enabled()) {
            return client.send(request, handler);
        }
        WireExchange exchange = begin(request);
        try {
            return client.send(new WatchedRequest(request, exchange.requestBody()), watched(handler, exchange));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            exchange.fail(failed);
            throw failed;
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return sendAsync(request, handler, null);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        if (!monitor.enabled()) {
            return client.sendAsync(request, handler, pushes);
        }
        WireExchange exchange = begin(request);
        CompletableFuture<HttpResponse<T>> reply = client.sendAsync(
                new WatchedRequest(request, exchange.requestBody()), watched(handler, exchange), pushes);
        var unused = reply.whenComplete((response, failure) -> tell(exchange, failure));
        return reply;
    }

    private static void tell(WireExchange exchange, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
            exchange.fail(cause == null ? failure : cause);
        }
    }

    private WireExchange begin(HttpRequest request) {
        long length = request.bodyPublisher()
                .map(HttpRequest.BodyPublisher::contentLength)
                .orElse(0L);
        var headers = new ArrayList<WireHeader>();
        if (length > 0) {
            headers.add(new WireHeader("Content-Length", Long.toString(length)));
        }
        headers.addAll(WireHeader.of(request.headers().map()));
        return monitor.begin(
                request.method(), request.uri().toString(), List.copyOf(headers), Math.max(-1, length), attempt);
    }

    private static <T> BodyHandler<T> watched(BodyHandler<T> handler, WireExchange exchange) {
        return info -> {
            exchange.reply(info.statusCode(), null, WireHeader.of(info.headers().map()));
            return new WatchedReply<>(handler.apply(info), exchange);
        };
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return client.newWebSocketBuilder();
    }
}
