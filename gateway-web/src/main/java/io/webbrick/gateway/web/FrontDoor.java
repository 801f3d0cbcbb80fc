package io.webbrick.gateway.web;

import io.webbrick.gateway.web.access.AccessLog;
import io.webbrick.gateway.web.api.Answer;
import io.webbrick.gateway.web.api.Ask;
import io.webbrick.gateway.web.api.Endpoint;
import io.webbrick.gateway.web.api.LiveParts;
import io.webbrick.gateway.web.api.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes, in this order: its host is one of ours, a change comes from our own pages or from a script,
 * its sender is known, may change what it is to change, its body is small. Only then is it answered. Any thread.
 */
final class FrontDoor extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger("WebBrickGateway.web");
    private static final String HEALTH = "/healthz";
    private static final String STATIC = "/static/";

    private final HostNames hosts;
    private final SignIn signIn;
    private final SessionCalls sessions;
    private final Trail trail;
    private final LongSupplier millis;
    private final Endpoint endpoint;
    private final Bodies bodies;
    private final Bodies strangers;

    FrontDoor(
            HostNames hosts,
            SignIn signIn,
            SessionCalls sessions,
            Trail trail,
            Limits limits,
            Endpoint endpoint,
            LongSupplier millis) {
        this.hosts = hosts;
        this.signIn = signIn;
        this.sessions = sessions;
        this.trail = trail;
        this.millis = millis;
        this.endpoint = endpoint;
        this.bodies = new Bodies(limits, new AtomicLong());
        this.strangers = new Bodies(limits.ofStrangers(), new AtomicLong());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        AccessLog.handling(request);
        var exchange = new Exchange(request, response, callback);
        try {
            admit(exchange);
        } catch (Refusal refusal) {
            refuse(exchange, refusal);
        }
        return true;
    }

    private void admit(Exchange exchange) throws Refusal {
        Request request = exchange.request;
        checkHost(request);
        if (!reading(request)) {
            checkOrigin(request);
        }
        Caller caller = Caller.of(request);
        if (SessionCalls.take(request.getMethod(), path(request))) {
            Consumer<String> named = user -> AccessLog.user(request, user);
            receive(
                    exchange,
                    strangers,
                    body -> answer(exchange, ask -> sessions.answer(ask, caller, named), Visitor.NOBODY, body));
            return;
        }
        Visitor visitor = open(request) ? Visitor.NOBODY : signIn.visitor(caller);
        if (visitor.user() != null) {
            AccessLog.user(request, visitor.user());
        }
        if (!reading(request)) {
            checkChange(request, caller, visitor);
        }
        receive(exchange, bodies, body -> answer(exchange, ask -> known(ask, visitor, caller), visitor, body));
    }

    private Answer known(Ask ask, Visitor visitor, Caller caller) throws Refusal, IOException {
        try {
            Answer answer = endpoint.answer(ask);
            trail.answered(ask.method(), ask.path(), visitor, caller, answer.status());
            return answer.parts() instanceof LiveParts live
                    ? answer.with(new WatchedParts(live, signIn.watch(caller, visitor), millis))
                    : answer;
        } catch (Refusal refusal) {
            trail.answered(ask.method(), ask.path(), visitor, caller, refusal.status());
            throw refusal;
        }
    }

    private void checkHost(Request request) throws Refusal {
        String host = request.getHttpURI().getHost();
        if (!hosts.knows(host)) {
            throw new Refusal(
                    421,
                    "unknown host",
                    "this gateway does not answer to the name " + host
                            + "; use its address, or start it with this name allowed");
        }
    }

    /** What can be asked for before anybody has signed in. */
    private static boolean open(Request request) {
        String path = path(request);
        return reading(request) && (path.equals(HEALTH) || path.equals(SessionCalls.PAGE) || path.startsWith(STATIC));
    }

    private static void checkOrigin(Request request) throws Refusal {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean foreignOrigin = origin != null
                && !HostNames.sameOrigin(
                        origin,
                        request.getHttpURI().getHost(),
                        request.getHttpURI().getPort());
        if (foreignSite || foreignOrigin) {
            throw new Refusal(403, "foreign page", "a page of another site must not change anything here");
        }
    }

    private void checkChange(Request request, Caller caller, Visitor visitor) throws Refusal {
        if (visitor.bySession()) {
            SessionCalls.refuseForeign(caller);
        }
        if (!visitor.isAdmin()) {
            trail.answered(request.getMethod(), path(request), visitor, caller, 403);
            throw new Refusal(403, "not allowed", visitor.shown() + " may look, but only an admin may change anything");
        }
    }

    private static void receive(Exchange exchange, Bodies bodies, Taking taking) throws Refusal {
        Request request = exchange.request;
        if (reading(request)) {
            taking.take(ByteBuffer.allocate(0));
        } else if (request.getLength() > bodies.limits.bodyBytes()) {
            throw BodyReader.tooLarge(bodies.limits);
        } else {
            new BodyReader(request, bodies.limits, bodies.bytes, taker(exchange, taking)).run();
        }
    }

    private static BodyReader.Taker taker(Exchange exchange, Taking taking) {
        return new BodyReader.Taker() {
            @Override
            public void whole(ByteBuffer body) {
                try {
                    taking.take(body);
                } catch (Refusal refusal) {
                    refuse(exchange, refusal);
                }
            }

            @Override
            public void refused(Refusal refusal) {
                refuse(exchange, refusal);
            }

            @Override
            public void failed(Throwable failure) {
                exchange.callback.failed(failure);
            }
        };
    }

    private static void answer(Exchange exchange, Endpoint endpoint, Visitor visitor, ByteBuffer body) throws Refusal {
        Ask ask = ask(exchange.request, body, visitor);
        Answer answer;
        try {
            answer = endpoint.answer(ask);
        } catch (IOException | RuntimeException e) {
            LOG.error("{} {} failed", ask.method(), Trail.shown(ask.path()), e);
            String what = e instanceof IOException ? "history could not be read" : "the gateway made a mistake";
            throw new Refusal(500, "internal error", what + "; the Error stream says more");
        }
        exchange.send(ask.path().equals(SessionCalls.PAGE) ? answer.with("Referrer-Policy", "same-origin") : answer);
    }

    /** A browser that has to sign in is led to the page for that. */
    private static void refuse(Exchange exchange, Refusal refusal) {
        Request request = exchange.request;
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        boolean browser = reading(request)
                && accept != null
                && accept.contains("text/html")
                && request.getHeaders().get(HttpHeader.AUTHORIZATION) == null;
        if (refusal.status() == 401 && browser) {
            exchange.send(SessionCalls.toPage(request.getHttpURI().getPathQuery()));
        } else {
            Reply.refuse(request, exchange.response, exchange.callback, refusal);
        }
    }

    private static Ask ask(Request request, ByteBuffer body, Visitor visitor) throws Refusal {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        String match = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
        String last = request.getHeaders().get("Last-Event-ID");
        return new Ask(method, path(request), query(request), body, match, last, visitor.user(), visitor.isAdmin());
    }

    private static Map<String, List<String>> query(Request request) throws Refusal {
        try {
            var query = new LinkedHashMap<String, List<String>>();
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                query.put(field.getName(), List.copyOf(field.getValues()));
            }
            return query;
        } catch (RuntimeException e) {
            throw new Refusal(400, "bad query", "the query is not percent-encoded UTF-8");
        }
    }

    private static String path(Request request) {
        String path = request.getHttpURI().getCanonicalPath();
        return path == null ? "" : path;
    }

    private static boolean reading(Request request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** Goes on with a body that has arrived. */
    @FunctionalInterface
    private interface Taking {
        void take(ByteBuffer body) throws Refusal;
    }

    /** What bodies may take, and take now: of people that are known, or of those who are about to sign in. */
    private record Bodies(Limits limits, AtomicLong bytes) {}

    /** One request and what it is answered through. */
    private record Exchange(Request request, Response response, Callback callback) {
        void send(Answer answer) {
            Reply.send(request, response, callback, answer);
        }
    }
}
