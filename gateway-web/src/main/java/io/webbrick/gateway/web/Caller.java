package io.webbrick.gateway.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a request, as the request itself says. Immutable.
 *
 * @param address where it comes from, without a scope
 * @param key what failures of this address are counted under
 * @param authorization the header of this name
 * @param sessions what its cookies say the session is, usually one or none
 * @param page whether one of our own pages says so, which no other site's page can
 */
record Caller(String address, String key, @Nullable String authorization, List<String> sessions, boolean page) {
    private static final String PAGE = "X-WebBrick";

    static Caller of(Request request) {
        InetAddress address = address(request);
        String shown = address == null ? "an unknown address" : address.getHostAddress();
        int scope = shown.indexOf('%');
        return new Caller(
                scope < 0 ? shown : shown.substring(0, scope),
                address == null ? "" : Throttle.key(address),
                request.getHeaders().get(HttpHeader.AUTHORIZATION),
                SessionCookie.tokens(request.getHeaders().getValuesList(HttpHeader.COOKIE)),
                "1".equals(request.getHeaders().get(PAGE)));
    }

    /**
     * Whether a browser may ask its user for a password in a window of its own. Not when a page of ours asks, nor for a
     * picture or a stream of events in one, nor for a page itself: these lead to the page for signing in.
     */
    static boolean mayBeChallenged(Request request) {
        String accept =
                String.valueOf(request.getHeaders().get(HttpHeader.ACCEPT)).toLowerCase(Locale.ROOT);
        return request.getHeaders().get(PAGE) == null
                && request.getHeaders().get("Sec-Fetch-Mode") == null
                && SessionCookie.tokens(request.getHeaders().getValuesList(HttpHeader.COOKIE))
                        .isEmpty()
                && !accept.contains("text/html")
                && !accept.contains("text/event-stream")
                && !accept.contains("image/");
    }

    /** What stands behind the name of a scheme in the header for signing in; null when it is another scheme. */
    @Nullable
    String credentials(String scheme) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(scheme + " ")) {
            return null;
        }
        return authorization.substring(scheme.length() + 1).trim();
    }

    private static @Nullable InetAddress address(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : null;
    }
}
