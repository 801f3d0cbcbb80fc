package io.webbrick.gateway.logging.slf4j;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.MDCAdapter;

/**
 * The diagnostic context (MDC): keys and values, and stacks of values, that belong to one thread and to nobody else. A
 * new thread begins empty, so a pooled thread never carries what its creator happened to be doing. Values go with each
 * record in the order in which their keys were first put; stacks are only kept.
 *
 * <p>The map is copied when it is written after a record took it, so writing costs one copy per record at most, and logging
 * without writing none.
 */
final class DiagnosticContext implements MDCAdapter {
    private final ThreadLocal<Context> contexts = ThreadLocal.withInitial(Context::new);

    /** What one thread has; touched by that thread only. */
    private static final class Context {
        @Nullable
        Map<String, @Nullable String> values;

        /** What records hold of {@link #values}; null while none does. */
        @Nullable
        Map<String, @Nullable String> lent;

        final Map<String, Deque<String>> stacks = new HashMap<>();

        Map<String, @Nullable String> writable() {
            Map<String, @Nullable String> old = values;
            if (old == null) {
                old = new LinkedHashMap<>();
                values = old;
            } else if (lent != null) {
                old = new LinkedHashMap<>(old);
                values = old;
                lent = null;
            }
            return old;
        }
    }

    /** The calling thread's values for one record, never changed afterwards; null when there are none. */
    @Nullable
    Map<String, String> lend() {
        Context context = contexts.get();
        Map<String, @Nullable String> values = context.values;
        if (values == null || values.isEmpty()) {
            return null;
        }
        Map<String, @Nullable String> lent = context.lent;
        if (lent == null) {
            lent = Collections.unmodifiableMap(values);
            context.lent = lent;
        }
        return lent;
    }

    @Override
    public void put(@Nullable String key, @Nullable String value) {
        if (key == null) {
            throw new IllegalArgumentException("a key of the diagnostic context must not be null");
        }
        contexts.get().writable().put(key, value);
    }

    @Override
    public @Nullable String get(String key) {
        Map<String, @Nullable String> values = contexts.get().values;
        return values == null ? null : values.get(key);
    }

    @Override
    public void remove(String key) {
        Context context = contexts.get();
        Map<String, @Nullable String> values = context.values;
        if (values != null && values.containsKey(key)) {
            context.writable().remove(key);
        }
    }

    /** Forgets the values; as in SLF4J's own adapter the stacks stay. */
    @Override
    public void clear() {
        Context context = contexts.get();
        context.values = null;
        context.lent = null;
    }

    @Override
    public @Nullable Map<String, String> getCopyOfContextMap() {
        Map<String, @Nullable String> values = contexts.get().values;
        return values == null ? null : new LinkedHashMap<>(values);
    }

    /** Replaces all values; null clears. */
    @Override
    public void setContextMap(@Nullable Map<String, String> replacement) {
        clear();
        if (replacement != null) {
            contexts.get().values = new LinkedHashMap<>(replacement);
        }
    }

    /** Pushes a value; a null key does nothing, a null value is kept as the empty text so that pops stay in step. */
    @Override
    public void pushByKey(@Nullable String key, @Nullable String value) {
        if (key != null) {
            contexts.get()
                    .stacks
                    .computeIfAbsent(key, unused -> new ArrayDeque<>())
                    .push(value == null ? "" : value);
        }
    }

    @Override
    public @Nullable String popByKey(String key) {
        Deque<String> stack = contexts.get().stacks.get(key);
        return stack == null ? null : stack.poll();
    }

    @Override
    public @Nullable Deque<String> getCopyOfDequeByKey(String key) {
        Deque<String> stack = contexts.get().stacks.get(key);
        return stack == null ? null : new ArrayDeque<>(stack);
    }

    @Override
    public void clearDequeByKey(String key) {
        contexts.get().stacks.remove(key);
    }
}
