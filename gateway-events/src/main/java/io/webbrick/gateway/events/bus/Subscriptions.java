package io.webbrick.gateway.events.bus;

import io.webbrick.gateway.events.HomeEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All subscriptions at one moment, each key's in the order in which they were made. Immutable. */
final class Subscriptions {
    static final Subscriptions NONE = new Subscriptions(Map.of());

    private final Map<SubscriptionKey, List<Subscription>> byKey;

    private Subscriptions(Map<SubscriptionKey, List<Subscription>> byKey) {
        this.byKey = byKey;
    }

    Subscriptions with(Subscription added) {
        var copy = new HashMap<>(byKey);
        var list = new ArrayList<>(byKey.getOrDefault(added.key(), List.of()));
        list.add(added);
        copy.put(added.key(), List.copyOf(list));
        return new Subscriptions(Map.copyOf(copy));
    }

    Subscriptions without(Subscription removed) {
        var copy = new HashMap<>(byKey);
        var list = new ArrayList<>(byKey.getOrDefault(removed.key(), List.of()));
        list.remove(removed);
        if (list.isEmpty()) {
            copy.remove(removed.key());
        } else {
            copy.put(removed.key(), List.copyOf(list));
        }
        return new Subscriptions(Map.copyOf(copy));
    }

    Optional<Subscription> find(String name, SubscriptionKey key) {
        return byKey.getOrDefault(key, List.of()).stream()
                .filter(subscription -> subscription.is(name, key))
                .findFirst();
    }

    /** Calls everyone who asked for this event: by type and source first, then by type, by source, and any. */
    void deliver(HomeEvent event) {
        call(new SubscriptionKey(event.type(), event.source()), event);
        call(new SubscriptionKey(event.type(), null), event);
        call(new SubscriptionKey(null, event.source()), event);
        call(new SubscriptionKey(null, null), event);
    }

    private void call(SubscriptionKey key, HomeEvent event) {
        for (Subscription subscription : byKey.getOrDefault(key, List.of())) {
            subscription.deliver(event);
        }
    }
}
