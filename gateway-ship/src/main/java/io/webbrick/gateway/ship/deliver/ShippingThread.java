package io.webbrick.gateway.ship.deliver;

import io.webbrick.gateway.logging.health.ShipperStatus;
import io.webbrick.gateway.logging.sink.Shipper;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shipper and its thread, which sleeps while there is nothing to do. Says in the log when deliveries begin to fail and when they
 * work again, and nothing in between, unless it is to be silent. Any thread.
 */
public final class ShippingThread implements Shipper {
    /** Who tells of shippers; no shipper with a stream of its own delivers what it says. */
    static final String LOGGER = "WebBrickLibs.LogShip";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final Duration LAST_WAIT = Duration.ofMillis(200);
    private static final long AFTER_A_FAULT = TimeUnit.SECONDS.toNanos(30);

    private final Delivery delivery;
    private final Thread thread;
    private volatile boolean closing;
    private volatile long deadline;

    /**
     * @param silent whether it keeps its failures to its status and its self
     */
    public ShippingThread(ShipperSettings settings, ShipperPlace place, Sender sender, Limits limits, boolean silent) {
        Delivery.Told told = silent ? new Silent() : new Telling(settings.name(), sender.destination());
        this.delivery = new Delivery(
                settings,
                place,
                sender,
                limits,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble(),
                told);
        this.thread = new Thread(this::work, "log-ship-" + settings.name());
        this.thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    private void work() {
        try {
            while (!closing) {
                long nanos = turn();
                if (nanos > 0) {
                    LockSupport.parkNanos(this, nanos);
                }
            }
            delivery.finish(deadline);
        } catch (InterruptedException stopped) {
            // the time to close is over: what is under way comes again after the next start
        } finally {
            delivery.end();
        }
    }

    /** Nothing but the end of the gateway ends the deliveries. */
    private long turn() throws InterruptedException {
        try {
            return delivery.turn();
        } catch (RuntimeException | OutOfMemoryError fault) {
            delivery.fault(fault);
            return AFTER_A_FAULT;
        }
    }

    @Override
    public ShipperStatus status() {
        return delivery.status();
    }

    @Override
    public void close(Duration within) {
        deadline = System.nanoTime() + within.toNanos();
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Math.max(1, within.toMillis()));
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(LAST_WAIT.toMillis());
            }
        } catch (InterruptedException kept) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** Counters and status alone. */
    private static final class Silent implements Delivery.Told {
        @Override
        public void failing(String why) {}

        @Override
        public void deliversAgain() {}

        @Override
        public void trouble(String what) {}
    }

    /** One record for each change; the same trouble again after an hour. */
    private static final class Telling implements Delivery.Told {
        private static final long AGAIN = TimeUnit.HOURS.toNanos(1);
        private static final int MOST_KEPT = 16;

        private final String name;
        private final String destination;
        private final Map<String, Long> toldAt = new LinkedHashMap<>();

        Telling(String name, String destination) {
            this.name = name;
            this.destination = destination;
        }

        @Override
        public void failing(String why) {
            LOG.error("shipper {} cannot deliver to {}: {}; its records wait in their files", name, destination, why);
        }

        @Override
        public void deliversAgain() {
            LOG.info("shipper {} delivers to {} again", name, destination);
        }

        @Override
        public void trouble(String what) {
            long now = System.nanoTime();
            toldAt.values().removeIf(at -> now - at >= AGAIN);
            if (toldAt.size() < MOST_KEPT && toldAt.putIfAbsent(what, now) == null) {
                LOG.error("shipper {}: {}", name, what);
            }
        }
    }
}
