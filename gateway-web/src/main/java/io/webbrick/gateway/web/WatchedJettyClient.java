package io.webbrick.gateway.web;

import io.webbrick.gateway.events.wire.WireExchange;
import io.webbrick.gateway.events.wire.WireMonitor;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's HTTP client, watched: tells a {@link WireMonitor} what passes by, bodies on their way and never held up. Each request of a
 * redirect or of an authentication is logged with its own reply; of a reply that the client answers itself, the first one of such a
 * row, the body is not seen. What the client unpacks by itself is logged as the program gets it. Needs jetty-client, which the
 * gateway does not bring. Any thread; while nobody listens a request passes as if this were not here.
 *
 * <pre>{@code
 * HttpClient client = WatchedJettyClient.of(new HttpClient(), WireMonitor.client("Weather").logData(true));
 * client.start();
 * client.GET("http://192.168.1.20/now?token=x1y2z3");
 * }</pre>
 */
public final class WatchedJettyClient {
    private static final String ATTEMPT = WatchedJettyClient.class.getName() + ".attempt";

    private WatchedJettyClient() {}

    /** Watches this client, and returns it. Jetty forgets it when the client is stopped: one that is started again is watched again. */
    public static HttpClient of(HttpClient client, WireMonitor monitor) {
        client.getRequestListeners().addListener(new Requests(monitor));
        return client;
    }

    /**
     * Says that a request repeats one that has failed: the log says {@code attempt=2} behind it. Returns the request.
     *
     * @param number 2 for the first repetition
     */
    public static Request attempt(Request request, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("attempt " + number + " is below 1, which is the first");
        }
        return request.attribute(ATTEMPT, number);
    }

    /** Hears of every request of a client. */
    private static final class Requests implements Request.Listener {
        private final WireMonitor monitor;

        /** Under this name a request, and its conversation, holds what is watched. */
        private final String watched = "%s@%x".formatted(WatchedJettyClient.class.getName(), hashCode());

        Requests(WireMonitor monitor) {
            this.monitor = monitor;
        }

        /** Its headers are complete, and nothing of it is sent. */
        @Override
        public void onBegin(Request request) {
            HttpConversation conversation = conversation(request);
            follow(conversation);
            if (monitor.enabled()) {
                Response reply = conversation == null
                        ? null
                        : conversation.getExchanges().getLast().getResponse();
                var begun = new Watched(request, begin(request), reply);
                request.attribute(watched, begun);
                request.onResponseListener(begun);
                if (conversation != null) {
                    conversation.setAttribute(watched, begun);
                    // it listed who is to hear of a failure before this one came
                    conversation.updateResponseListeners(null);
                }
            }
        }

        private static @Nullable HttpConversation conversation(Request request) {
            return request instanceof HttpRequest own ? own.getConversation() : null;
        }

        /** Ends what came before in the conversation: the client has answered its reply with another request. */
        private void follow(@Nullable HttpConversation conversation) {
            if (conversation != null && conversation.removeAttribute(watched) instanceof Watched before) {
                before.followed();
            }
        }

        private WireExchange begin(Request request) {
            Request.Content body = request.getBody();
            return monitor.begin(
                    request.getMethod(),
                    String.valueOf(request.getURI()),
                    WireWatch.headers(request.getHeaders()),
                    body == null ? 0 : body.getLength(),
                    request.getAttributes().get(ATTEMPT) instanceof Integer number ? number : 1);
        }

        @Override
        public void onContent(Request request, ByteBuffer bytes) {
            if (request.getAttributes().get(watched) instanceof Watched begun) {
                begun.exchange.requestBody().pass(bytes);
            }
        }

        /** One that failed while it was sent has a reply or a failure to come; one that never began has not. */
        @Override
        public void onFailure(Request request, Throwable failure) {
            if (!request.getAttributes().containsKey(watched)) {
                follow(conversation(request));
                if (monitor.enabled()) {
                    begin(request).fail(failure);
                }
            }
        }
    }

    /** One request, and what comes back for it. Jetty tells the first of a conversation of the last reply too, when it has ended. */
    private static final class Watched implements Response.Listener {
        private final Request request;
        private final WireExchange exchange;
        private final @Nullable Response reply;
        private volatile boolean answered;

        Watched(Request request, WireExchange exchange, @Nullable Response reply) {
            this.request = request;
            this.exchange = exchange;
            this.reply = reply;
        }

        /** The client has answered the reply with another request. */
        void followed() {
            if (reply != null) {
                onHeaders(reply);
            }
            exchange.abandon();
        }

        @Override
        public void onHeaders(Response response) {
            answered = true;
            exchange.reply(response.getStatus(), response.getReason(), WireWatch.headers(response.getHeaders()));
        }

        @Override
        public void onContent(Response response, ByteBuffer bytes) {
            exchange.replyBody().pass(bytes);
        }

        @Override
        public void onComplete(Result result) {
            Throwable failure = result.getFailure();
            if (failure == null) {
                exchange.end();
            } else if (answered && isGivenUp(failure)) {
                exchange.abandon();
            } else {
                exchange.fail(failure);
            }
        }

        /** Whether the program wanted no more of the reply: it closed its stream, or aborted the request. */
        private boolean isGivenUp(Throwable failure) {
            Throwable cause = request.getAbortCause();
            return failure instanceof AsynchronousCloseException
                    || (cause != null && !(cause instanceof TimeoutException));
        }
    }
}
