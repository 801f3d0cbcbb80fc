package io.webbrick.gateway.events.bus;

import io.webbrick.gateway.events.HomeEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** One handler under one key. Its handler is replaced or removed by any thread, called by the delivery thread alone. */
final class Subscription {
    private static final long NANOS_PER_MICRO = 1_000;

    private final String name;
    private final SubscriptionKey key;
    private final Logger logger;
    private volatile @Nullable EventHandler handler;

    Subscription(String name, SubscriptionKey key, Logger logger, EventHandler handler) {
        this.name = name;
        this.key = key;
        this.logger = logger;
        this.handler = handler;
    }

    SubscriptionKey key() {
        return key;
    }

    boolean is(String otherName, SubscriptionKey otherKey) {
        return name.equals(otherName) && key.equals(otherKey);
    }

    /** From now on this handler is called, also with events that wait already. */
    void replace(EventHandler other) {
        handler = other;
    }

    /** From now on nobody is called, also not with events that wait already. */
    void cancel() {
        handler = null;
    }

    /** Calls the handler; whatever it throws becomes one ERROR record of its own logger. */
    void deliver(HomeEvent event) {
        EventHandler current = handler;
        if (current == null) {
            return;
        }
        boolean timed = logger.isDebugEnabled();
        long start = timed ? System.nanoTime() : 0;
        try {
            current.handle(event);
        } catch (Throwable failure) {
            report(event, failure);
            return;
        }
        if (timed) {
            long micros = (System.nanoTime() - start) / NANOS_PER_MICRO;
            logger.debug("handled {} from {} by {} in {} us", event.type(), event.source(), name, micros);
        }
    }

    private void report(HomeEvent event, Throwable failure) {
        try {
            logger.error("handler {} failed on {} from {}", name, event.type(), event.source(), failure);
        } catch (Throwable noMemoryLeft) {
            // the next handler's turn matters more than these words
        }
    }
}
