package io.webbrick.gateway.logging.stream;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The routes that records in the ring may name, by their id. Pages of {@value #PAGE} come into being when an id of theirs is
 * used first, since a house uses a few hundred of the {@value #COUNT} ids. Any thread.
 */
final class RouteSlots {
    /** How many ids there are; then they begin anew. */
    static final int COUNT = 65_536;

    private static final int PAGE = 256;

    private final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable Route>> pages =
            new AtomicReferenceArray<>(COUNT / PAGE);

    /** The route with this id; null when there is none. */
    @Nullable
    Route get(int id) {
        AtomicReferenceArray<@Nullable Route> page = pages.get(id / PAGE);
        return page == null ? null : page.get(id % PAGE);
    }

    /** Puts a route under its id, in place of one that had it long ago. */
    void set(Route route) {
        int number = route.id() / PAGE;
        AtomicReferenceArray<@Nullable Route> page = pages.get(number);
        if (page == null) {
            pages.compareAndSet(number, null, new AtomicReferenceArray<>(PAGE));
            page = pages.get(number);
        }
        page.set(route.id() % PAGE, route);
    }
}
