package io.webbrick.gateway.ship.deliver;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import java.time.Duration;

/** A delivery by a sender of its own, for which time passes only while a test says so. One thread. */
public final class SteppedDelivery {
    private final ManualClock clock;
    private final Delivery delivery;
    private long nanos;

    public SteppedDelivery(
            ShipperSettings settings, ShipperPlace place, Sender sender, Limits limits, ManualClock clock) {
        this.clock = clock;
        this.delivery = new Delivery(settings, place, sender, limits, () -> nanos, () -> 0.5, new Untold());
    }

    /** Does what is to be done in so much time, as if the time had passed. */
    public void run(Duration time) throws InterruptedException {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            long step = Math.min(Math.max(delivery.turn(), 0), end - nanos);
            nanos += step;
            clock.advance(Duration.ofNanos(step));
        }
    }

    private static final class Untold implements Delivery.Told {
        @Override
        public void failing(String why) {}

        @Override
        public void deliversAgain() {}

        @Override
        public void trouble(String what) {}
    }
}
