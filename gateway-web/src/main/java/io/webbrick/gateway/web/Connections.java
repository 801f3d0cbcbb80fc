package io.webbrick.gateway.web;

import io.webbrick.gateway.web.access.AccessLog;
import io.webbrick.gateway.web.access.RememberingConnector;
import io.webbrick.gateway.web.access.RememberingTls;
import java.io.IOException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * The port that the web server listens on, in plain text or over TLS. A certificate may be replaced while it listens: new
 * connections see the new one. Any thread.
 */
final class Connections {
    private static final int ACCEPTING = 128;

    /** What the system takes of an answer that its client does not read yet: a crowd of those keeps little busy. */
    private static final int SEND_BYTES = 131_072;

    /** A year: browsers that have seen a given certificate once do not fall back to plain text. */
    private static final long INSIST_SECONDS = 31_536_000;

    private final RememberingConnector connector;
    private final SslContextFactory.@Nullable Server certificates;

    private Connections(RememberingConnector connector, SslContextFactory.@Nullable Server certificates) {
        this.connector = connector;
        this.certificates = certificates;
    }

    /** Not open yet. */
    static Connections of(Server server, AccessLog log, Limits limits, @Nullable Tls tls) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(limits.headerBytes());
        http.setIdleTimeout(limits.idleMillis());
        var plain = new HttpConnectionFactory(http);
        RememberingConnector connector;
        SslContextFactory.Server certificates = null;
        if (tls == null) {
            connector = new RememberingConnector(server, log, limits.times(), plain);
        } else {
            certificates = new SslContextFactory.Server();
            keys(certificates, tls);
            http.addCustomizer(new SecureRequestCustomizer(false, false, tls.selfMade() ? -1 : INSIST_SECONDS, false));
            connector = new RememberingConnector(
                    server, log, limits.times(), new RememberingTls(certificates, plain.getProtocol()), plain);
        }
        connector.setIdleTimeout(limits.idleMillis());
        connector.setAcceptQueueSize(ACCEPTING);
        connector.setAcceptedSendBufferSize(SEND_BYTES);
        return new Connections(connector, certificates);
    }

    RememberingConnector connector() {
        return connector;
    }

    /** Shows another certificate from now on; only where there was one. */
    void show(Tls tls) throws IOException {
        SslContextFactory.Server showing = certificates;
        if (showing == null) {
            throw new IOException("this web server does not speak TLS; it cannot show a certificate");
        }
        try {
            showing.reload(factory -> keys(factory, tls));
        } catch (Exception e) {
            throw new IOException("the new TLS certificate cannot be used: " + e.getMessage(), e);
        }
    }

    private static void keys(SslContextFactory factory, Tls tls) {
        factory.setKeyStore(tls.keys());
        factory.setKeyStorePassword(Tls.IN_MEMORY);
    }
}
