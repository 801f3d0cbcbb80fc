package io.webbrick.gateway.events.source;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.bus.EventBus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The house of {@code gateway demo}: thirteen sources (outside and four rooms, three lights, two movement detectors,
 * electricity now and in sum, the heating valve), a sensor that fails now and then, and components that talk about it.
 * One simulated minute passes in each real second, so a day takes twenty-four minutes; events carry real time.
 *
 * <p>One daemon thread publishes about three events a second. The same seed lives the same life, minute by minute.
 */
public final class SimulatedHouse implements AutoCloseable {
    private static final Logger DESPATCH = LoggerFactory.getLogger("EventDespatch");
    private static final Logger LOG = LoggerFactory.getLogger("EventDespatch.SimulatedHouse");
    private static final Duration MINUTE = Duration.ofSeconds(1);
    /** The past hour; a whole number of fault intervals, so that the first fault is seen soon after the start. */
    private static final int PAST_MINUTES = 9 * HouseModel.FAULT_EVERY;

    private final Consumer<HomeEvent> events;
    private final InstantSource clock;
    private final Duration minute;
    private final HouseModel model;
    private final HouseChatter chatter;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread;

    /** A house on this bus, with its heating control subscribed; it does nothing until started. */
    public SimulatedHouse(EventBus bus, long seed, InstantSource clock) {
        this(bus, seed, clock, MINUTE);
    }

    SimulatedHouse(EventBus bus, long seed, InstantSource clock, Duration minute) {
        this(bus::publish, seed, clock, minute);
        var control = new HeatingControl();
        bus.subscribe(HeatingControl.NAME, HomeEvent.TYPE_PREFIX + "webbrick/CT", null, control);
        bus.subscribe(HeatingControl.NAME, HomeEvent.TYPE_PREFIX + "webbrick/ET", null, control);
    }

    SimulatedHouse(Consumer<HomeEvent> events, long seed, InstantSource clock, Duration minute) {
        this.events = events;
        this.minute = minute;
        this.clock = clock;
        model = new HouseModel(seed);
        chatter = new HouseChatter(seed);
    }

    /** The sources that the house publishes. */
    public static List<String> sources() {
        return HouseModel.sources();
    }

    /**
     * Publishes the past hour, so that graphs have something to show, then lives on. Past readings are some hundreds of
     * events with a time of their own ({@link HomeEvent#at}).
     *
     * @param known the newest event that is already in EventLog; nothing up to it is published again. Null when EventLog
     *     is empty
     */
    public synchronized void start(@Nullable Instant known) {
        if (thread != null || closed.getCount() == 0) {
            throw new IllegalStateException("a simulated house starts once");
        }
        thread = new Thread(() -> live(known), "simulated-house");
        thread.setDaemon(true);
        thread.start();
        DESPATCH.info("source up: simulated house, one of its minutes passes in each second");
    }

    /** Stops; waits at most a second for the event in hand. */
    @Override
    public void close() {
        @Nullable Thread running;
        synchronized (this) {
            running = closed.getCount() == 0 ? null : thread;
            closed.countDown();
        }
        if (running == null) {
            return;
        }
        try {
            running.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        DESPATCH.info("source down: simulated house");
    }

    private void live(@Nullable Instant known) {
        past(clock.instant().truncatedTo(ChronoUnit.MILLIS), known);
        try {
            long next = System.nanoTime();
            for (long number = 0; !closed.await(next - System.nanoTime(), TimeUnit.NANOSECONDS); number++) {
                model.step(HouseModel.Pace.LIVE).forEach(this::publish);
                chatter.say(number);
                next = Math.max(next + minute.toNanos(), System.nanoTime());
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        }
    }

    /** Lives the past without delay, up to a second before now. */
    void past(Instant now, @Nullable Instant known) {
        for (int ago = PAST_MINUTES; ago > 0 && closed.getCount() > 0; ago--) {
            Instant at = now.minus(minute.multipliedBy(ago));
            List<HomeEvent> happened = model.step(HouseModel.Pace.SPARSE);
            if (known == null || at.isAfter(known)) {
                happened.forEach(event -> publish(new HomeEvent(event.type(), event.source(), event.payload(), at)));
            }
        }
    }

    private void publish(HomeEvent event) {
        try {
            events.accept(event);
        } catch (RuntimeException | Error e) {
            LOG.error("{} not published", event.source(), e);
        }
    }
}
