package io.webbrick.gateway.app.house;

import io.webbrick.gateway.app.account.HouseAccounts;
import io.webbrick.gateway.app.account.Tokens;
import io.webbrick.gateway.app.place.GatewayIdFile;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.tls.Certificates;
import io.webbrick.gateway.app.tls.OwnNames;
import io.webbrick.gateway.events.bus.EventBus;
import io.webbrick.gateway.events.bus.EventLogJournal;
import io.webbrick.gateway.events.bus.LoggerNaming;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.source.SimulatedHouse;
import io.webbrick.gateway.events.source.TimeGenerator;
import io.webbrick.gateway.events.source.UdpReceiver;
import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.web.Gateway;
import io.webbrick.gateway.web.Tls;
import io.webbrick.gateway.web.WebOptions;
import io.webbrick.gateway.web.WebServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: logging, bus, sources and web server put together. Starts them in this order and ends them in the
 * other one, so that nothing is accepted that could not be written any more. Any thread may end it; it ends once.
 */
public final class House implements AutoCloseable {
    private static final String NAME = "WebBrick Gateway";
    private static final Logger LIFECYCLE = LoggerFactory.getLogger("WebBrickGateway.Lifecycle");
    private static final Logger START = LoggerFactory.getLogger("WebBrickGateway.start");
    private static final Logger WEB = LoggerFactory.getLogger("WebBrickGateway.web");

    private final HouseOptions options;
    private final Instances instances;
    private final ShutDown shutDown = new ShutDown();

    private House(HouseOptions options, Instances instances) {
        this.options = options;
        this.instances = instances;
    }

    /**
     * Starts everything; what was started is ended again when a later part cannot start.
     *
     * @throws IOException with one line that says what to do: a port is taken, the log directory cannot be used
     * @throws ConfigurationException under {@code strict}
     */
    public static House start(HouseOptions options, Instances instances) throws IOException, ConfigurationException {
        var house = new House(options, instances);
        try {
            house.start();
            return house;
        } catch (IOException | ConfigurationException | RuntimeException failed) {
            house.shutDown.abandon(failed);
            throw failed;
        }
    }

    /** Waits until somebody asks this gateway to stop, and says who. */
    public String awaitStop() throws InterruptedException {
        return shutDown.awaitRequest();
    }

    /** Ends everything within two seconds, with everything written; five more to deliver logs that lie in memory. */
    @Override
    public void close() {
        shutDown.run("asked to");
    }

    private void start() throws IOException, ConfigurationException {
        GatewayIdFile.Known known = options.identity().read(new SecureRandom());
        var logging = GatewayLogging.start(options.logging().ofGateway(known.id()));
        shutDown.logging(logging);
        var history = new EventLogHistory(logging);
        logging.follow(history::follow);
        shutDown.first(history);
        InstantSource clock = options.logging().clock();
        var bus = new EventBus(new EventLogJournal(logging::journal, clock, LoggerNaming.TYPE));
        shutDown.first(bus);
        String udp = startUdp(bus, clock);
        String secret = Tokens.make(new SecureRandom());
        Consumer<String> problems = WEB::error;
        HttpOptions http = options.http();
        history.follow();
        Certificates certificates = certificates(http, clock, problems);
        Tls tls = certificates == null ? null : certificates.next();
        var web = WebServer.start(
                new WebOptions(http.host(), http.port(), logging::zone, http.names(), tls),
                Gateway.of(
                        NAME,
                        identity(known),
                        bus,
                        history::now,
                        logging,
                        new HouseAccounts(options.accounts(), clock, problems),
                        secret,
                        () -> GatewayLogging.check(options.logging()).effectiveJson(),
                        () -> shutDown.request("stopped over HTTP")));
        shutDown.first(web);
        startClock(bus, clock, logging::zone, history);
        announce(web, logging, secret, udp, certificates);
    }

    private static @Nullable Certificates certificates(
            HttpOptions http, InstantSource clock, Consumer<String> problems) {
        if (http.tls() == null) {
            return null;
        }
        var names = new ArrayList<>(http.names());
        names.add(http.host());
        return new Certificates(http.tls(), OwnNames.with(names), clock, problems);
    }

    /** A house must start: without an id, or with that of another machine, it says what to do. */
    private static @Nullable String identity(GatewayIdFile.Known known) {
        if (known.problem() != null) {
            START.error(known.problem());
        }
        return known.id();
    }

    /** Listens for WebBricks, and says where and to whom. */
    private String startUdp(EventBus bus, InstantSource clock) throws IOException {
        InetSocketAddress wanted = options.udp();
        if (wanted == null) {
            return "UDP off";
        }
        var udp = new UdpReceiver(wanted, options.udpNetworks(), clock, bus::publish);
        InetSocketAddress bound = udp.start();
        shutDown.first(udp);
        String who = options.udpNetworks().isEmpty() ? "this machine only" : String.join(", ", options.udpNetworks());
        return "UDP " + wanted.getHostString() + ":" + bound.getPort() + " for " + who;
    }

    private void startClock(EventBus bus, InstantSource clock, Supplier<ZoneId> zone, EventLogHistory history)
            throws IOException {
        var time = new TimeGenerator(clock, zone, bus::publish);
        time.start();
        shutDown.first(time);
        Long seed = options.demoSeed();
        if (seed != null) {
            var simulated = new SimulatedHouse(bus, seed, clock);
            simulated.start(newest(history.now()));
            shutDown.first(simulated);
        }
    }

    /** When the simulated house's newest event happened; null when there is none. */
    private static @Nullable Instant newest(EventHistory history) throws IOException {
        var query = new EventQuery(Set.copyOf(SimulatedHouse.sources()), null, null, null);
        var newest = new AtomicReference<@Nullable Instant>();
        history.read(query, event -> {
            Instant before = newest.get();
            if (before == null || event.happened().isAfter(before)) {
                newest.set(event.happened());
            }
            return true;
        });
        return newest.get();
    }

    private void announce(
            WebServer web, GatewayLogging logging, String secret, String udp, @Nullable Certificates certificates)
            throws IOException {
        URI address = web.address();
        logging.describeOwner("the gateway at " + Reachable.from(address));
        var registration = new Registration(
                instances,
                logging,
                Reachable.from(address).toString(),
                secret,
                () -> certificates == null ? "" : certificates.fingerprint());
        shutDown.first(registration);
        logging.follow(registration::follow);
        registration.follow();
        if (certificates != null) {
            var renewal = new Renewal(certificates, web, registration::follow);
            shutDown.first(renewal);
            renewal.start();
        }
        shutDown.announced();
        if (options.demoSeed() != null) {
            LIFECYCLE.info("a simulated house, seed {}", options.demoSeed());
        }
        LIFECYCLE.info(udp);
        LIFECYCLE.info("logs in {}", logging.status().where());
        if (certificates != null) {
            LIFECYCLE.info(certificates.describe());
        }
        LIFECYCLE.info("gateway ready {}", address);
    }
}
