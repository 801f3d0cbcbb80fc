package io.webbrick.gateway.events.wire;

import io.webbrick.gateway.logging.ConfiguredWire;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LogHandle;
import io.webbrick.gateway.logging.record.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Watches the HTTP requests of one client, or of one server, and logs each with its reply: at DEBUG, the request under
 * {@code WebBrickGateway.http.send}, the reply under {@code WebBrickGateway.http.recv}. Of a server what it receives is logged
 * under {@code WebBrickGateway.http.server.recv}, what it answers under {@code WebBrickGateway.http.server.send}.
 *
 * <p>Secrets are masked and bodies left out unless {@link #logToken} and {@link #logData}, or the configuration, say otherwise.
 * What was learned to be a secret is masked for all clients. Any thread. Off, a request costs two comparisons.
 */
public final class WireMonitor {
    private static final Learned LEARNED = new Learned();
    private static final int OVERDUE_SECONDS = 10;
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final String name;
    private final Lines requests;
    private final Lines replies;
    private final Supplier<ConfiguredWire> configured;
    private final Learned learned;
    private final Executor later;
    private volatile boolean logToken;
    private volatile boolean logData;
    private volatile Rules rules = Rules.of(ConfiguredWire.NONE);

    /** Where the records of one direction go. */
    interface Lines {
        boolean enabled();

        void log(List<String> lines);
    }

    private record LoggerLines(LogHandle logger) implements Lines {
        @Override
        public boolean enabled() {
            return logger.enabled(Level.DEBUG.number());
        }

        @Override
        public void log(List<String> lines) {
            logger.log(Level.DEBUG.number(), lines);
        }
    }

    private record Rules(ConfiguredWire configured, MaskRules masks) {
        static Rules of(ConfiguredWire configured) {
            return new Rules(configured, MaskRules.of(configured));
        }
    }

    /** @param later runs what is to run when a reply is overdue */
    WireMonitor(
            String name,
            Lines requests,
            Lines replies,
            Supplier<ConfiguredWire> configured,
            Learned learned,
            Executor later) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a client's name is blank; logData and logToken name clients by it");
        }
        this.name = name;
        this.requests = requests;
        this.replies = replies;
        this.configured = configured;
        this.learned = learned;
        this.later = later;
    }

    /** Watches a client; the configuration's {@code logToken} and {@code logData} know it by its name. */
    public static WireMonitor client(String name) {
        return monitor(name, "WebBrickGateway.http.send", "WebBrickGateway.http.recv");
    }

    /** Watches a server. */
    public static WireMonitor server(String name) {
        return monitor(name, "WebBrickGateway.http.server.recv", "WebBrickGateway.http.server.send");
    }

    private static WireMonitor monitor(String name, String requests, String replies) {
        return new WireMonitor(
                name,
                new LoggerLines(GatewayLogging.handle(requests)),
                new LoggerLines(GatewayLogging.handle(replies)),
                () -> GatewayLogging.current().wire(),
                LEARNED,
                CompletableFuture.delayedExecutor(OVERDUE_SECONDS, TimeUnit.SECONDS));
    }

    /** Whether secrets are shown; usually they are not. What the configuration shows is shown in any case. Returns this. */
    public WireMonitor logToken(boolean shown) {
        logToken = shown;
        return this;
    }

    /** Whether bodies are shown; usually they are not. What the configuration shows is shown in any case. Returns this. */
    public WireMonitor logData(boolean shown) {
        logData = shown;
        return this;
    }

    /** The client's name. */
    public String name() {
        return name;
    }

    /** Whether anybody listens; otherwise there is no need to tell it anything. */
    public boolean enabled() {
        return requests.enabled() || replies.enabled();
    }

    /**
     * A request is about to be sent, or has come in.
     *
     * @param url as it is asked for
     * @param headers in the order of the wire
     * @param length how long its body is going to be; -1 when that is unknown
     * @param attempt 1 the first time, 2 when it is repeated because that failed, and so on
     */
    public WireExchange begin(String method, String url, List<WireHeader> headers, long length, int attempt) {
        var exchange = new WireExchange(this, new WireExchange.Asked(method, url, headers, length, attempt));
        exchange.watch(later);
        return exchange;
    }

    /** A text about a request, such as a record of whoever sends it, without secrets; their like is learned from it. */
    public String masked(String text) {
        if (showsTokens()) {
            return text;
        }
        Masker masker = masker();
        masker.learn(text);
        return masker.masked(text);
    }

    boolean showsTokens() {
        return logToken || rules().configured().showsTokens(name);
    }

    boolean showsData() {
        return logData || rules().configured().showsData(name);
    }

    int dataBytes() {
        return rules().configured().dataBytes();
    }

    Masker masker() {
        return new Masker(rules().masks(), learned);
    }

    private Rules rules() {
        ConfiguredWire now = configured.get();
        Rules known = rules;
        if (!known.configured().equals(now)) {
            known = Rules.of(now);
            rules = known;
        }
        return known;
    }

    /** Writes what there is, with nothing of another request between; what is empty is left out. */
    void write(List<String> request, List<String> reply) {
        WRITING.lock();
        try {
            if (!request.isEmpty()) {
                requests.log(request);
            }
            if (!reply.isEmpty()) {
                replies.log(reply);
            }
        } finally {
            WRITING.unlock();
        }
    }
}
