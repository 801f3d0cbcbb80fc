package io.webbrick.gateway.web;

import io.webbrick.gateway.events.wire.WireMonitor;
import io.webbrick.gateway.web.access.AccessLog;
import io.webbrick.gateway.web.access.RememberingConnector;
import io.webbrick.gateway.web.api.Api;
import io.webbrick.gateway.web.api.Endpoint;
import io.webbrick.gateway.web.api.LoggersApi;
import io.webbrick.gateway.web.api.Routes;
import io.webbrick.gateway.web.api.StreamReaders;
import io.webbrick.gateway.web.api.Vitals;
import io.webbrick.gateway.web.bundle.BundleApi;
import io.webbrick.gateway.web.meter.Meters;
import io.webbrick.gateway.web.page.Page;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's HTTP server: API, page and access log on one port. One selector thread and at most {@value #THREADS}
 * workers, which end when nothing is asked. Who is slow to send or to read holds no thread.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("WebBrickGateway.web");
    private static final int THREADS = 16;

    private static final long BEAT_MILLIS = 9_000;

    private final Server server;
    private final Connections connections;
    private final StreamReaders readers;
    private final URI address;
    private final int port;

    private WebServer(Server server, Connections connections, StreamReaders readers, URI address, int port) {
        this.server = server;
        this.connections = connections;
        this.readers = readers;
        this.address = address;
        this.port = port;
    }

    /**
     * Starts to serve.
     *
     * @throws IOException with one line that says what to do: the port is taken, the host is unknown, or the address is
     *     not loopback and there is no account
     */
    public static WebServer start(WebOptions options, Gateway gateway) throws IOException {
        return start(options, gateway, Limits.DEFAULT);
    }

    static WebServer start(WebOptions options, Gateway gateway, Limits limits) throws IOException {
        InetSocketAddress bound = resolve(options, gateway.accounts());
        var meters = new Meters();
        var log = new AccessLog(gateway.access(), gateway.polling(), meters, options.zone());
        var server = new Server(threads(limits));
        var connections = Connections.of(server, log, limits, options.tls());
        RememberingConnector connector = connections.connector();
        connector.setHost(bound.getAddress().getHostAddress());
        connector.setPort(options.port());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setRequestLog(log);
        server.setErrorHandler(new ErrorAnswers());
        var readers = new StreamReaders(gateway.reading(), server.getThreadPool(), beatNanos(limits), gateway.clock());
        var watched =
                new WireWatch(handler(options, gateway, limits, bound, meters, readers), WireMonitor.server("Web"));
        server.setHandler(new GracefulHandler(watched));
        server.setStopAtShutdown(false);
        server.setStopTimeout(limits.stopMillis());
        open(connector, options);
        try {
            server.start();
        } catch (Exception e) {
            connector.close();
            throw new IOException("the web server could not start: " + e, e);
        }
        readers.start();
        int port = connector.getLocalPort();
        String scheme = options.tls() == null ? "http" : "https";
        return new WebServer(server, connections, readers, address(scheme, options.host(), bound, port), port);
    }

    /**
     * Shows another certificate to those who connect from now on.
     *
     * @throws IOException when it cannot be used; then the one before stays
     */
    public void show(Tls tls) throws IOException {
        connections.show(tls);
    }

    /** Where it answers, {@code http://HOST:PORT} or {@code https://HOST:PORT}; bound to all addresses, by the loopback one. */
    public URI address() {
        return address;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Ends what follows streams, takes no further requests, answers those it has for at most one second, then stops. */
    @Override
    public void close() {
        readers.close();
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the web server did not stop cleanly", e);
        }
        server.destroy();
    }

    /** Who follows a stream hears something before its connection counts as silent. */
    private static long beatNanos(Limits limits) {
        return Math.min(BEAT_MILLIS, limits.idleMillis() / 3) * 1_000_000;
    }

    private static InetSocketAddress resolve(WebOptions options, Accounts accounts) throws IOException {
        var bound = new InetSocketAddress(options.host(), options.port());
        if (bound.isUnresolved()) {
            throw new IOException("host " + options.host()
                    + " is unknown; choose an address of this machine with --http HOST:PORT, such as 127.0.0.1:8080");
        }
        if (!bound.getAddress().isLoopbackAddress() && !accounts.any()) {
            throw new IOException("listening on " + options.host() + " lets others in and there is no account; make one"
                    + " with: ./gateway users add NAME");
        }
        InetAddress address = bound.getAddress();
        if (!address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && NetworkInterface.getByInetAddress(address) == null) {
            throw new IOException(
                    options.host() + " is no address of this machine; choose another with --http HOST:PORT");
        }
        return bound;
    }

    /** Its own queue would ask the management of the virtual machine how wide a cache line is: a hundred classes. */
    private static QueuedThreadPool threads(Limits limits) {
        var threads = new QueuedThreadPool(THREADS, 1, 60_000, new LinkedBlockingQueue<>());
        threads.setReservedThreads(0);
        threads.setName("web");
        threads.setStopTimeout(limits.stopMillis() / 2);
        threads.setDaemon(true);
        return threads;
    }

    private static FrontDoor handler(
            WebOptions options,
            Gateway gateway,
            Limits limits,
            InetSocketAddress bound,
            Meters meters,
            StreamReaders readers) {
        var vitals = new Vitals(gateway.name(), gateway.id(), gateway.status(), gateway.clock(), options.zone());
        var routes = new Routes(meters);
        var api =
                new Api(gateway.bus(), gateway.history(), gateway.rules(), vitals, gateway.reading(), gateway.clock());
        api.addTo(routes, meters, gateway.rotate(), gateway.stop());
        api.addTo(routes, readers);
        LoggersApi.addTo(routes, gateway.levels(), gateway.clock(), options.zone());
        BundleApi.addTo(routes, vitals, gateway.configuration(), gateway.secret(), gateway.clock());
        new Page(api, vitals, gateway.clock()).addTo(routes);
        boolean loopbackOnly = bound.getAddress().isLoopbackAddress();
        return door(gateway, limits, new HostNames(options, bound), loopbackOnly, options.tls() != null, routes);
    }

    private static FrontDoor door(
            Gateway gateway, Limits limits, HostNames hosts, boolean loopbackOnly, boolean secure, Endpoint endpoint) {
        LongSupplier millis = () -> System.nanoTime() / 1_000_000;
        Accounts accounts = gateway.accounts();
        var trail = new Trail();
        var check = new PasswordCheck(accounts, trail, millis);
        var sessions = new Sessions(accounts, millis);
        var signIn = new SignIn(accounts, gateway.secret(), loopbackOnly, check, sessions, millis);
        var calls = new SessionCalls(accounts, signIn, check, sessions, trail, secure);
        return new FrontDoor(hosts, signIn, calls, trail, limits, endpoint, millis);
    }

    private static void open(RememberingConnector connector, WebOptions options) throws IOException {
        try {
            connector.open();
        } catch (IOException e) {
            connector.close();
            BindException refused = refused(e);
            if (refused == null) {
                throw e;
            }
            String where = "port " + options.port() + " on " + options.host();
            boolean allowed = !String.valueOf(refused.getMessage()).contains("ermission");
            throw new IOException(
                    where
                            + (allowed
                                    ? " is taken; choose another with --http HOST:PORT, or stop the program that has it"
                                    : " is not allowed for this user; choose one above 1023 with --http HOST:PORT"),
                    e);
        }
    }

    private static @Nullable BindException refused(IOException failure) {
        if (failure instanceof BindException refused) {
            return refused;
        }
        return failure.getCause() instanceof BindException refused ? refused : null;
    }

    private static URI address(String scheme, String host, InetSocketAddress bound, int port) {
        String name = bound.getAddress().isAnyLocalAddress() ? "127.0.0.1" : host;
        String bracketed = name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
        return URI.create(scheme + "://" + bracketed + ":" + port);
    }
}
