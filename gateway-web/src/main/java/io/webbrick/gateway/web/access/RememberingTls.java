package io.webbrick.gateway.web.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS on a {@link RememberingConnector}: what is remembered of a request is what was decrypted; its time begins with the
 * first byte of the handshake.
 */
public final class RememberingTls extends SslConnectionFactory {
    public RememberingTls(SslContextFactory.Server certificates, String next) {
        super(certificates, next);
    }

    @Override
    protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
        if (!(endPoint instanceof RememberingEndPoint remembering)) {
            throw new IllegalStateException("TLS that remembers needs a " + RememberingConnector.class.getSimpleName());
        }
        remembering.encrypted();
        return new SslConnection(
                connector.getByteBufferPool(), connector.getExecutor(), getSslContextFactory(), endPoint, engine) {
            @Override
            protected SslEndPoint newSslEndPoint() {
                return new SslEndPoint() {
                    @Override
                    public int fill(ByteBuffer buffer) throws IOException {
                        int before = buffer.limit();
                        boolean empty = !buffer.hasRemaining();
                        int filled = super.fill(buffer);
                        if (filled > 0) {
                            remembering.received(buffer, empty ? buffer.position() : before, filled);
                        }
                        return filled;
                    }
                };
            }
        };
    }
}
