package io.webbrick.gateway.app.house;

import java.net.URI;

/** The address by which this machine reaches a server: one bound to all addresses is asked on loopback. */
final class Reachable {
    private Reachable() {}

    static URI from(URI bound) {
        String host = switch (bound.getHost()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "[::]", "[0:0:0:0:0:0:0:0]" -> "[::1]";
            default -> bound.getHost();
        };
        return URI.create(bound.getScheme() + "://" + host + ":" + bound.getPort());
    }
}
