package io.webbrick.gateway.events;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map nobody can change any more, known by its class so that it is never copied twice. Any thread. */
final class FrozenMap extends AbstractMap<String, @Nullable Object> {
    private final Map<String, @Nullable Object> entries;

    /** Takes the map over; the caller forgets it. */
    FrozenMap(Map<String, @Nullable Object> entries) {
        this.entries = Collections.unmodifiableMap(entries);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return entries.entrySet();
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return entries.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entries.containsKey(key);
    }
}
