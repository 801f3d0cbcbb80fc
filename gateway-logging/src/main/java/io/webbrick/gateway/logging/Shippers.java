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
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shippers at work: those of the configuration in force, each begun once and left alone as long as nothing of it changes. Any
 * thread; one change at a time.
 */
final class Shippers {
    /** What one that a reload ends may take: what is left stays in the files, for the one that follows it. */
    private static final Duration CHANGING = Duration.ofMillis(300);

    /** For a last delivery when the gateway stops; the rest stays in the files. */
    private static final Duration LAST = Duration.ofMillis(500);

    /** The same where a reboot takes the files as well; service managers wait ten seconds. */
    private static final Duration LAST_FROM_MEMORY = Duration.ofSeconds(5);

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

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
        var ending = new LinkedHashMap<Shipper, Duration>();
        working.forEach((key, shipper) -> {
            if (wanted.contains(key)) {
                next.put(key, shipper);
            } else {
                ending.put(shipper, CHANGING);
            }
        });
        end(ending);
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
        } catch (RuntimeException | LinkageError failed) {
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

    /** Ends all of them, with a last delivery. */
    synchronized void close() {
        closed = true;
        var ending = new LinkedHashMap<Shipper, Duration>();
        working.forEach(
                (key, shipper) -> ending.put(shipper, lastWait(key.place().newest())));
        end(ending);
        working = Map.of();
    }

    private static Duration lastWait(Path newest) {
        try {
            Path directory = newest.toAbsolutePath().getParent();
            boolean inMemory = directory != null
                    && (!directory.getFileSystem().equals(FileSystems.getDefault())
                            || IN_MEMORY.contains(Files.getFileStore(directory).type()));
            return inMemory ? LAST_FROM_MEMORY : LAST;
        } catch (IOException gone) {
            return LAST;
        }
    }

    /** Ends these at once, each within its time. */
    private static void end(Map<Shipper, Duration> ending) {
        var ends = new ArrayList<Thread>();
        ending.forEach((shipper, within) -> {
            var end = new Thread(() -> shipper.close(within), "log-ship-end");
            end.setDaemon(true);
            end.start();
            ends.add(end);
        });
        for (Thread end : ends) {
            try {
                end.join(LAST_FROM_MEMORY.plus(CHANGING).toMillis());
            } catch (InterruptedException kept) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
