package io.webbrick.gateway.events.bus;

import org.jspecify.annotations.Nullable;

/** What a subscription asks for: an exact type and an exact source, where null stands for any. */
record SubscriptionKey(@Nullable String type, @Nullable String source) {
    @Override
    public String toString() {
        return "type " + (type == null ? "any" : type) + ", source " + (source == null ? "any" : source);
    }
}
