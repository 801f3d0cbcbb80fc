package io.webbrick.gateway.events.source;

import io.webbrick.gateway.events.HomeEvent;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for WebBricks' UDP packets and hands on their events, in the order of arrival. One daemon thread of its own,
 * on which the consumer is called; whatever a packet holds or the consumer throws, it goes on listening. Packets come
 * from loopback and the allowed networks only. Nothing is kept: a packet that arrives while nobody listens is lost, as
 * UDP packets are.
 */
public final class UdpReceiver implements AutoCloseable {
    /** Where WebBricks send to. */
    public static final int DEFAULT_PORT = 2552;

    private static final Logger DESPATCH = LoggerFactory.getLogger("EventDespatch");
    private static final Logger LOG = LoggerFactory.getLogger("EventDespatch.WebbrickUdpEventReceiver");
    private static final int RECEIVE_BUFFER_BYTES = 65_536;
    private static final int PACKET_BYTES = 512;
    private static final int MOST_FAILURES_IN_A_ROW = 10;

    private final InetSocketAddress wanted;
    private final List<Network> allowed;
    private final UdpIntake intake;
    private volatile @Nullable DatagramSocket socket;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /**
     * A receiver that does not listen yet.
     *
     * @param wanted where to listen; port 0 takes a free one
     * @param networks who may send besides loopback, such as {@code 192.168.1.0/24}
     * @throws IllegalArgumentException when a network cannot be read
     */
    public UdpReceiver(
            InetSocketAddress wanted, List<String> networks, InstantSource clock, Consumer<HomeEvent> events) {
        this.wanted = wanted;
        allowed = networks.stream().map(Network::parse).toList();
        intake = new UdpIntake(allowed, clock, events, LOG);
    }

    /**
     * Reads {@code HOST:PORT}, {@code [IPv6]:PORT} or {@code PORT} (which means 127.0.0.1).
     *
     * @throws IllegalArgumentException with one line that says what to write
     */
    public static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535 || host.isEmpty()) {
            throw new IllegalArgumentException(
                    "UDP address \"" + text + "\" cannot be read; write HOST:PORT or PORT, the port 0 to 65535");
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return InetSocketAddress.createUnresolved(
                bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }

    /**
     * Begins to listen.
     *
     * @return where it listens
     * @throws IOException with one line that says what to do: the port is taken, the host is unknown, or the address is
     *     not loopback and no networks are allowed
     */
    public synchronized InetSocketAddress start() throws IOException {
        if (socket != null || closed) {
            throw new IllegalStateException("a UDP receiver starts once");
        }
        DatagramSocket opened = open();
        socket = opened;
        thread = new Thread(() -> run(opened), "udp-receiver");
        thread.setDaemon(true);
        thread.start();
        var bound = (InetSocketAddress) opened.getLocalSocketAddress();
        DESPATCH.info("source up: UDP {} from {}", text(bound), allowed.isEmpty() ? "this host" : allowed);
        return bound;
    }

    /** What became of the packets; from any thread. */
    public UdpCounts counts() {
        return intake.counts();
    }

    /** Stops listening and waits, at most a second, until the packet in hand is published. */
    @Override
    public synchronized void close() {
        closed = true;
        DatagramSocket open = socket;
        if (open == null || open.isClosed()) {
            return;
        }
        String where = text((InetSocketAddress) open.getLocalSocketAddress());
        open.close();
        awaitEnd();
        DESPATCH.info("source down: UDP {}, {} packets received", where, counts().received());
    }

    private void awaitEnd() {
        try {
            if (thread != null && thread != Thread.currentThread()) {
                thread.join(1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DatagramSocket open() throws IOException {
        InetAddress host = resolve();
        if (!host.isLoopbackAddress() && allowed.isEmpty()) {
            throw new IOException("UDP " + text(wanted) + " would listen to everyone: name the networks your WebBricks"
                    + " are in (--udp-allow 192.168.1.0/24), or listen on 127.0.0.1:" + wanted.getPort());
        }
        var opened = new DatagramSocket(null);
        try {
            opened.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
            opened.bind(new InetSocketAddress(host, wanted.getPort()));
            LOG.debug("receive buffer {} bytes", opened.getReceiveBufferSize());
            return opened;
        } catch (SocketException e) {
            opened.close();
            throw new IOException(
                    "UDP " + text(wanted) + " cannot be opened (" + e.getMessage()
                            + "): stop the program that has it, or choose another port (0 takes a free one)",
                    e);
        }
    }

    private InetAddress resolve() throws IOException {
        InetAddress known = wanted.getAddress();
        if (known != null) {
            return known;
        }
        try {
            return InetAddress.getByName(wanted.getHostString());
        } catch (UnknownHostException e) {
            throw new IOException(
                    "UDP host \"" + wanted.getHostString() + "\" is unknown: use an address of this"
                            + " host, such as 127.0.0.1",
                    e);
        }
    }

    private void run(DatagramSocket open) {
        var packet = new DatagramPacket(new byte[PACKET_BYTES], PACKET_BYTES);
        int failures = 0;
        while (!closed) {
            try {
                packet.setLength(PACKET_BYTES);
                open.receive(packet);
                failures = 0;
                intake.take(packet.getData(), packet.getLength(), packet.getAddress());
            } catch (IOException e) {
                failures = afterFailure(e, failures);
            } catch (RuntimeException | Error e) {
                LOG.error("packet dropped", e);
            }
        }
        intake.finish();
    }

    private int afterFailure(IOException e, int failures) {
        if (closed) {
            return failures;
        }
        if (failures == 0) {
            LOG.warn("receiving failed, trying again", e);
        }
        if (failures >= MOST_FAILURES_IN_A_ROW) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        return failures + 1;
    }

    private static String text(InetSocketAddress address) {
        InetAddress known = address.getAddress();
        String host = known == null ? address.getHostString() : known.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
