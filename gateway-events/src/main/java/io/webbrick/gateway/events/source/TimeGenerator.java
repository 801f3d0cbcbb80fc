package io.webbrick.gateway.events.source;

import io.webbrick.gateway.events.HomeEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes {@code time/second}, {@code minute}, {@code hour}, {@code day}, {@code date}, {@code month} and {@code
 * year}. One daemon thread, aligned anew to the clock's second at each turn, so it never drifts.
 *
 * <p>When seconds were missed (a busy machine, a short sleep), they are made good one by one, their own time kept as
 * {@code at}. The rules for a clock that jumps: more than an hour forward is jumped over and said; up to a minute
 * backward is waited out, so nothing repeats; further backward the new time is taken on from there and said, so each
 * second still makes its events at most once for each time it really comes.
 */
public final class TimeGenerator implements AutoCloseable {
    private static final Logger DESPATCH = LoggerFactory.getLogger("EventDespatch");
    private static final Logger LOG = LoggerFactory.getLogger("EventDespatch.TimeEventGenerator");
    private static final Duration MOST_MADE_GOOD = Duration.ofHours(1);
    private static final Duration MOST_WAITED_OUT = Duration.ofMinutes(1);

    private final Logger logger;
    private final InstantSource clock;
    private final Supplier<ZoneId> zone;
    private final Consumer<HomeEvent> events;
    private long lastSecond;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread;

    /**
     * A generator that stands still until started.
     *
     * @param zone what local time is, asked for each second
     */
    public TimeGenerator(InstantSource clock, Supplier<ZoneId> zone, Consumer<HomeEvent> events) {
        this(clock, zone, events, LOG);
    }

    TimeGenerator(InstantSource clock, Supplier<ZoneId> zone, Consumer<HomeEvent> events, Logger logger) {
        this.logger = logger;
        this.clock = clock;
        this.zone = zone;
        this.events = events;
        lastSecond = clock.instant().getEpochSecond();
    }

    /** Starts with the next full second. */
    public synchronized void start() {
        if (thread != null || closed.getCount() == 0) {
            throw new IllegalStateException("a time generator starts once");
        }
        lastSecond = clock.instant().getEpochSecond();
        thread = new Thread(this::run, "time-generator");
        thread.setDaemon(true);
        thread.start();
        DESPATCH.info("source up: time, zone {}", zone.get());
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
        DESPATCH.info("source down: time");
    }

    /** Publishes what the clock has reached since the last call. */
    void tick() {
        long now = clock.instant().getEpochSecond();
        long missed = now - lastSecond;
        if (missed > MOST_MADE_GOOD.toSeconds()) {
            logger.warn("clock jumped forward by {} s to {}, their time events are left out", missed, at(now));
            lastSecond = now - 1;
        } else if (missed < -MOST_WAITED_OUT.toSeconds()) {
            logger.warn("clock was set back by {} s to {}, time events go on from there", -missed, at(now));
            lastSecond = now - 1;
        }
        while (lastSecond < now && closed.getCount() > 0) {
            lastSecond++;
            publish(lastSecond, lastSecond < now - 1 ? Instant.ofEpochSecond(lastSecond) : null);
        }
    }

    private void publish(long second, @Nullable Instant own) {
        for (HomeEvent event : TimeEvents.at(second, zone.get(), own)) {
            try {
                events.accept(event);
            } catch (RuntimeException | Error e) {
                logger.error("{} not published", event.source(), e);
            }
        }
    }

    private void run() {
        try {
            while (awaitNextSecond()) {
                tick();
            }
        } catch (InterruptedException e) {
            logger.debug("interrupted", e);
        }
    }

    /** Waits until the clock's next full second, or until closed; false then. */
    private boolean awaitNextSecond() throws InterruptedException {
        Instant now = clock.instant();
        Instant next = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return !closed.await(now.until(next, ChronoUnit.MILLIS) + 1, TimeUnit.MILLISECONDS);
    }

    private String at(long second) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochSecond(second).atZone(zone.get()));
    }
}
