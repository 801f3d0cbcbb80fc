package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.health.ShipperStatus;
import io.webbrick.gateway.logging.sink.Shipper;
import io.webbrick.gateway.logging.sink.ShipperKinds;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.ShipperSpec;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shippers at work: those of the configuration in force, each begun once and left alone as long as nothing of it changes. Any
 * thread; one change at a time.
 */
final class Shippers {
    /** What one that a reload ends may take: what is left stays in the files, for the one that follows it. */
    private static final Duration CHANGING = Duration.ofMillis(300);

    private final @Nullable String gatewayId;
    private final InstantSource clock;
    private final SelfLog selfLog;
    private Map<Key, Shipper> working = new LinkedHashMap<>();
    private boolean closed;

    /** What makes a shipper another one. */
    private record Key(ShipperSpec spec, ShipperPlace place) {}

    Shippers(@Nullable String gatewayId, InstantSource clock, SelfLog selfLog) {
        this.gatewayId = gatewayId;
        this.clock = clock;
        this.selfLog = selfLog;
    }

    /** Brings those to work that this plan names, and no others. */
    synchronized void follow(LoggingPlan plan) {
        if (closed || (plan.shippers().isEmpty() && working.isEmpty())) {
            return;
        }
        var wanted = new LinkedHashSet<Key>();
        plan.shippers().forEach(spec -> newest(plan, spec).ifPresent(newest -> wanted.add(key(plan, spec, newest))));
        var next = new LinkedHashMap<Key, Shipper>();
        working.forEach((key, shipper) -> {
            if (wanted.contains(key)) {
                next.put(key, shipper);
            } else {
                shipper.close(CHANGING);
            }
        });
        wanted.stream().filter(key -> !next.containsKey(key)).forEach(key -> begin(key, next));
        working = next;
    }

    private void begin(Key key, Map<Key, Shipper> next) {
        try {
            ShipperKinds.named(key.spec().settings().kind()).ifPresent(kind -> {
                Shipper shipper = kind.open(key.spec().settings(), key.place());
                next.put(key, shipper);
                shipper.start();
            });
        } catch (RuntimeException failed) {
            selfLog.problem("cannot start the shipper " + key.spec().handler(), failed);
        }
    }

    private Key key(LoggingPlan plan, ShipperSpec spec, Path newest) {
        Path state = Configuration.state(plan.directory()).resolve("ship");
        return new Key(spec, new ShipperPlace(newest, spec.framed(), state, gatewayId, plan.zone(), clock));
    }

    private static Optional<Path> newest(LoggingPlan plan, ShipperSpec spec) {
        for (StreamSpec stream : plan.streams()) {
            boolean is = spec.framed()
                    ? stream.name().equals(spec.handler())
                    : stream.title().equalsIgnoreCase(spec.stream())
                            || stream.name().equalsIgnoreCase(spec.stream());
            if (is && stream.target() instanceof Target.File file) {
                return Optional.of(file.path());
            }
        }
        return Optional.empty();
    }

    synchronized List<ShipperStatus> status() {
        return working.values().stream().map(Shipper::status).toList();
    }

    /** What fails at the moment, a sentence for each. */
    List<String> problems() {
        return status().stream()
                .filter(status -> status.state().equals("failing"))
                .map(status -> "shipper " + status.name() + " cannot deliver to " + status.destination() + ": "
                        + status.lastError())
                .toList();
    }

    /** Ends all of them at once, within this time. */
    synchronized void close(Duration within) {
        closed = true;
        var ends = new ArrayList<Thread>();
        for (Shipper shipper : working.values()) {
            var end = new Thread(() -> shipper.close(within), "log-ship-end");
            end.setDaemon(true);
            end.start();
            ends.add(end);
        }
        for (Thread end : ends) {
            try {
                end.join(within.toMillis() + CHANGING.toMillis());
            } catch (InterruptedException kept) {
                Thread.currentThread().interrupt();
            }
        }
        working = Map.of();
    }
}
