package io.webbrick.gateway.logging.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The handlers of one Python file that keep records back for another one. Here that one gets them at once: what they are for,
 * few writes, the ring does for every stream. One thread.
 */
final class MemoryTargets {
    private static final String CLASS = "MemoryHandler";

    private final Map<String, String> targets = new HashMap<>();
    private final Problems problems;

    MemoryTargets(Problems problems) {
        this.problems = problems;
    }

    /** Whether handlers of this class keep records back. */
    static boolean isMemory(String className) {
        return className.equals(CLASS) || className.endsWith("." + CLASS);
    }

    /** Notes such a handler; one without a target among all {@code handlers} is reported. */
    void add(String name, Optional<String> target, Collection<String> handlers, Origin at) {
        if (target.isEmpty() || !handlers.contains(target.get())) {
            problems.error(at, "handler " + Quote.of(name) + " has no target among the handlers; add \"target\"");
            return;
        }
        targets.put(name, target.get());
        problems.warning(
                at,
                "handler " + Quote.of(name) + " keeps nothing back: its records go to " + target.get() + " at once");
    }

    /** The handler that gets what is written to this one; those that lead to one another in a circle stay as they are. */
    String through(String handler) {
        String at = handler;
        for (int hops = 0; hops <= targets.size(); hops++) {
            String next = targets.get(at);
            if (next == null) {
                return at;
            }
            at = next;
        }
        return handler;
    }
}
