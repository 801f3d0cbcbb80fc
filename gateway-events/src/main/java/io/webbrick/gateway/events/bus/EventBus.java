package io.webbrick.gateway.events.bus;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.logging.Journal.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals each event, then hands it to its subscribers. Any thread may publish, subscribe and close; handlers run on
 * one daemon thread of the bus, one after the other. An event whose publish has returned STORED is in EventLog, as
 * durable as that stream promises, before any handler has heard of it. Publishing costs the journal's line and one queue
 * entry; it never waits for a handler.
 *
 * <p>INFO records on {@code EventDespatch}: started, stopped, subscribed, unsubscribed. WARNING: 10,000 events wait.
 * DEBUG on each handler's own logger: every call, with its time. ERROR there: what the handler threw.
 */
public final class EventBus implements AutoCloseable {
    private static final long CLOSE_MILLIS = 1_000;

    private final EventJournal journal;
    private final Function<String, Logger> loggers;
    private final Logger logger;
    private final Despatcher despatcher;
    private final ReentrantLock publishing = new ReentrantLock();
    private final Object subscribing = new Object();
    private volatile Subscriptions subscriptions = Subscriptions.NONE;
    private final LongAdder published = new LongAdder();
    private final LongAdder suppressed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile boolean closed;

    public EventBus(EventJournal journal) {
        this(journal, LoggerFactory::getLogger);
    }

    EventBus(EventJournal journal, Function<String, Logger> loggers) {
        this.journal = journal;
        this.loggers = loggers;
        logger = loggers.apply(HandlerNames.ROOT);
        despatcher = new Despatcher(logger);
        despatcher.start();
        logger.info("started");
    }

    /**
     * Journals the event and queues it for delivery; both under one lock, so publish order is line order is delivery
     * order. Returns what became of the journal's line; the event is distributed in any case. Published inside a
     * handler, it waits its turn. After {@link #close()} it is refused, neither journaled nor distributed: LOST, and
     * counted; only what handlers publish while the rest is delivered is still taken.
     */
    public Outcome publish(HomeEvent event) {
        return publishAll(List.of(event)).get(0);
    }

    /** Publishes these events with no other between them; the outcome of each, in their order. */
    public List<Outcome> publishAll(List<HomeEvent> events) {
        var outcomes = new ArrayList<Outcome>(events.size());
        publishing.lock();
        try {
            for (HomeEvent event : events) {
                outcomes.add(isOpen() ? publishLocked(event) : refuse());
            }
        } finally {
            publishing.unlock();
        }
        despatcher.warnWhenLong();
        return outcomes;
    }

    private boolean isOpen() {
        return !closed || (despatcher.isOwnThread() && !despatcher.isHalted());
    }

    private Outcome refuse() {
        refused.increment();
        return Outcome.LOST;
    }

    private Outcome publishLocked(HomeEvent event) {
        Outcome outcome = append(event);
        despatcher.put(event, subscriptions);
        published.increment();
        if (outcome == Outcome.SUPPRESSED) {
            suppressed.increment();
        } else if (outcome == Outcome.LOST) {
            failed.increment();
        }
        return outcome;
    }

    private Outcome append(HomeEvent event) {
        try {
            return journal.append(event);
        } catch (Throwable failure) {
            logger.error(
                    "journaling {} from {} failed; distributed all the same", event.type(), event.source(), failure);
            return Outcome.LOST;
        }
    }

    /**
     * Subscribes a named handler; its logger is {@code EventDespatch.<name>}, or the one that the specification lists
     * for its name, such as {@code EventHandlers.HttpAction}. It hears of what is published from now on. The same name
     * with the same type and source again replaces the handler, which then is the last of its kind in order.
     *
     * @param type exact type, or null for any
     * @param source exact source, or null for any
     * @throws IllegalArgumentException for a blank name
     */
    public void subscribe(String name, @Nullable String type, @Nullable String source, EventHandler handler) {
        var key = key(type, source);
        String loggerName = HandlerNames.logger(HandlerNames.checked(name));
        synchronized (subscribing) {
            Optional<Subscription> old = subscriptions.find(name, key);
            Subscription added = old.orElseGet(() -> new Subscription(name, key, loggers.apply(loggerName), handler));
            added.replace(handler);
            subscriptions =
                    old.map(subscriptions::without).orElse(subscriptions).with(added);
        }
        logger.info("subscribed {} to {}", name, key);
    }

    /** Removes the subscription that was made with exactly these; false when there was none. */
    public boolean unsubscribe(String name, @Nullable String type, @Nullable String source) {
        var key = key(type, source);
        synchronized (subscribing) {
            Optional<Subscription> old = subscriptions.find(name, key);
            if (old.isEmpty()) {
                return false;
            }
            old.get().cancel();
            subscriptions = subscriptions.without(old.get());
        }
        logger.info("unsubscribed {} from {}", name, key);
        return true;
    }

    /** As in the original, an empty text asks for any as well. */
    private static SubscriptionKey key(@Nullable String type, @Nullable String source) {
        return new SubscriptionKey(
                type == null || type.isEmpty() ? null : type, source == null || source.isEmpty() ? null : source);
    }

    /**
     * Waits until everything published so far was delivered, at most {@code millis}; false when that took longer. Not
     * for handlers: the event they handle is not delivered while they wait.
     */
    public boolean awaitDelivered(long millis) throws InterruptedException {
        return despatcher.awaitDelivered(millis);
    }

    /** What became of the events so far. */
    public BusCounters counters() {
        return new BusCounters(
                published.sum(),
                suppressed.sum(),
                failed.sum(),
                refused.sum(),
                despatcher.delivered(),
                despatcher.waiting());
    }

    /** Delivers what was published, at most one second, then stops; a handler that does not return is interrupted. */
    @Override
    public void close() {
        publishing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            publishing.unlock();
        }
        despatcher.stop(CLOSE_MILLIS);
        logger.info("stopped; {} events delivered, {} not", despatcher.delivered(), despatcher.waiting());
    }
}
