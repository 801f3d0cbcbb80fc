package io.webbrick.gateway.web.access;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens on one port with connections that {@link AccessLog} can account for to the last byte. One selector thread. */
public final class RememberingConnector extends ServerConnector {
    private final AccessLog log;
    private final RequestTimes times;

    /** @param protocols HTTP, or {@link RememberingTls} and then HTTP */
    public RememberingConnector(Server server, AccessLog log, RequestTimes times, ConnectionFactory... protocols) {
        super(server, null, null, null, 0, 1, protocols);
        this.log = log;
        this.times = times;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        var endPoint = new RememberingEndPoint(channel, selector, key, getScheduler(), times, log::abandoned);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
