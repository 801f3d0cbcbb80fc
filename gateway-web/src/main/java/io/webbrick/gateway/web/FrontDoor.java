package io.webbrick.gateway.web;

import io.webbrick.gateway.web.Accounts.Role;
import io.webbrick.gateway.web.access.AccessLog;
import io.webbrick.gateway.web.api.Answer;
import io.webbrick.gateway.web.api.Ask;
import io.webbrick.gateway.web.api.Endpoint;
import io.webbrick.gateway.web.api.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes, in this order: its host is one of ours, its sender is known, a change comes from our own
 * pages or from a script and from an admin, its body is small. Only then is it answered. Any thread.
 */
final class FrontDoor extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger("WebBrickGateway.web");
    private static final String HEALTH = "/healthz";

    private final HostNames hosts;
    private final SignIn signIn;
    private final Limits limits;
    private final Endpoint endpoint;
    private final AtomicLong bodies = new AtomicLong();

    FrontDoor(HostNames hosts, SignIn signIn, Limits limits, Endpoint endpoint) {
        this.hosts = hosts;
        this.signIn = signIn;
        this.limits = limits;
        this.endpoint = endpoint;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        AccessLog.handling(request);
        try {
            String user = admit(request);
            if (reading(request)) {
                answer(request, response, callback, ask(request, ByteBuffer.allocate(0), user));
            } else if (request.getLength() > limits.bodyBytes()) {
                Reply.refuse(request, response, callback, BodyReader.tooLarge(limits));
            } else {
                new BodyReader(request, limits, bodies, taker(request, response, callback, user)).run();
            }
        } catch (Refusal refusal) {
            Reply.refuse(request, response, callback, refusal);
        }
        return true;
    }

    private @Nullable String admit(Request request) throws Refusal {
        if (!hosts.knows(request.getHttpURI().getHost())) {
            throw new Refusal(
                    421,
                    "unknown host",
                    "this gateway does not answer to the name "
                            + request.getHttpURI().getHost() + "; use its address, or start it with this name allowed");
        }
        if (HEALTH.equals(path(request)) && reading(request)) {
            return null;
        }
        SignIn.Visitor visitor =
                signIn.visitor(address(request), request.getHeaders().get(HttpHeader.AUTHORIZATION));
        if (visitor.user() != null) {
            AccessLog.user(request, visitor.user());
        }
        if (!reading(request)) {
            checkChange(request, visitor);
        }
        return visitor.user();
    }

    private static void checkChange(Request request, SignIn.Visitor visitor) throws Refusal {
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
        if (visitor.role() != Role.ADMIN) {
            throw new Refusal(403, "not allowed", visitor.user() + " may look, but only an admin may change anything");
        }
    }

    private BodyReader.Taker taker(Request request, Response response, Callback callback, @Nullable String user) {
        return new BodyReader.Taker() {
            @Override
            public void whole(ByteBuffer body) {
                try {
                    answer(request, response, callback, ask(request, body, user));
                } catch (Refusal refusal) {
                    Reply.refuse(request, response, callback, refusal);
                }
            }

            @Override
            public void refused(Refusal refusal) {
                Reply.refuse(request, response, callback, refusal);
            }

            @Override
            public void failed(Throwable failure) {
                callback.failed(failure);
            }
        };
    }

    private void answer(Request request, Response response, Callback callback, Ask ask) {
        Answer answer;
        try {
            answer = endpoint.answer(ask);
        } catch (Refusal refusal) {
            Reply.refuse(request, response, callback, refusal);
            return;
        } catch (IOException | RuntimeException e) {
            LOG.error("{} {} failed", ask.method(), ask.path(), e);
            String what = e instanceof IOException ? "history could not be read" : "the gateway made a mistake";
            Reply.refuse(
                    request,
                    response,
                    callback,
                    new Refusal(500, "internal error", what + "; the Error stream says more"));
            return;
        }
        Reply.send(request, response, callback, answer);
    }

    private static Ask ask(Request request, ByteBuffer body, @Nullable String user) throws Refusal {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        String match = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
        String last = request.getHeaders().get("Last-Event-ID");
        return new Ask(method, path(request), query(request), body, match, last, user);
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

    private static String address(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
                        && remote.getAddress() != null
                ? Throttle.key(remote.getAddress())
                : "";
    }
}
