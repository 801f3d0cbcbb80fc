package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.Wants;
import io.webbrick.gateway.logging.record.RecordEncoder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the records of one logger go, on every volume that takes any of them. Immutable; any thread. */
public final class Way {
    private final Engine[] engines;
    private final Route[] routes;
    private final int threshold;
    private final boolean wantsThreadName;
    private final Set<Wants> wantsMore = EnumSet.noneOf(Wants.class);

    /** One engine at least, each with its route. */
    Way(List<Engine> engines, List<Route> routes) {
        this.engines = engines.toArray(Engine[]::new);
        this.routes = routes.toArray(Route[]::new);
        this.threshold = routes.stream().mapToInt(Route::threshold).min().orElse(Route.NOBODY);
        routes.forEach(route -> wantsMore.addAll(route.wants()));
        this.wantsThreadName = wantsMore.remove(Wants.THREAD_NAME);
    }

    /** Whether there is one engine only, which takes every record from {@link #threshold()} on. */
    public boolean isSingle() {
        return engines.length == 1;
    }

    /** The engine that is asked first. */
    public Engine engine() {
        return engines[0];
    }

    /** Its route. */
    public Route route() {
        return routes[0];
    }

    /** The lowest level number that any stream takes; {@link Route#NOBODY} when none takes any. */
    public int threshold() {
        return threshold;
    }

    /** Whether a format shows the name of the thread. */
    public boolean wantsThreadName() {
        return wantsThreadName;
    }

    /** Whether a format shows anything else that only the call itself can tell. */
    public boolean wantsMore() {
        return !wantsMore.isEmpty();
    }

    /** Adds that to a record, in the calling thread. */
    public void describeCall(RecordEncoder encoder, @Nullable String template) {
        CallSite.describe(encoder, wantsMore, template);
    }

    /**
     * Appends an encoded record for each volume that takes it, see {@link Engine#offer}; each counts it. The answer is that of
     * the volume that did worst; the others have it all the same. A copy for Debug that is given up makes no difference where
     * another volume has the record itself.
     */
    public Acceptance offer(int level, long epochMillis, RecordEncoder encoder) {
        Acceptance kept = Acceptance.KEPT;
        Acceptance copied = Acceptance.KEPT;
        boolean onlyCopies = true;
        for (int index = 0; index < engines.length; index++) {
            Route route = routes[index];
            if (level >= route.threshold()) {
                Acceptance here = engines[index].offer(route, level, epochMillis, encoder);
                if (route.isForCopies(level)) {
                    copied = copied.orWorse(here);
                } else {
                    kept = kept.orWorse(here);
                    onlyCopies = false;
                }
            }
        }
        return onlyCopies ? copied : kept;
    }

    /** The same; false when a volume had to give it up. */
    boolean append(int level, long epochMillis, RecordEncoder encoder) {
        return offer(level, epochMillis, encoder) != Acceptance.REFUSED;
    }
}
