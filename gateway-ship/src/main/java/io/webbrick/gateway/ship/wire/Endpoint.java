package io.webbrick.gateway.ship.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads addresses out of configurations. Stateless. */
public final class Endpoint {
    private Endpoint() {}

    /** What is wrong with this address, in words that do not show it; empty when it can be used. */
    public static Optional<String> fault(String text) {
        try {
            var uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                return Optional.of("is no address; write https://HOST or https://HOST:PORT/PATH");
            }
            if (uri.getUserInfo() != null) {
                return Optional.of("holds a password, which would be shown; use headers or token_file");
            }
            if (uri.getRawQuery() != null) {
                return Optional.of("has a query (?), which would be shown; use headers or token_file");
            }
            return uri.getFragment() == null
                    ? Optional.empty()
                    : Optional.of("has a fragment (#), which means nothing");
        } catch (URISyntaxException broken) {
            return Optional.of("is no address; write https://HOST or https://HOST:PORT/PATH");
        }
    }

    /** Whether a secret on its way there can be read by others: not encrypted, and not to this machine. */
    public static boolean isOpen(URI uri) {
        String host = String.valueOf(uri.getHost());
        boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return "http".equalsIgnoreCase(uri.getScheme()) && !here;
    }
}
