package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.StreamReading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * All searches that run: one thread reads for them in turn, and rests after each step for as long as their share of the processor
 * demands. There while anybody searches.
 */
final class Searches {
    static final int MOST = 2;

    private static final long IDLE_NANOS = 20_000_000;

    private final StreamReading streams;
    private final List<SearchParts> searches = new ArrayList<>();
    private @Nullable Thread thread;
    private boolean closed;

    Searches(StreamReading streams) {
        this.streams = streams;
    }

    /** A search begins; it leaves when it is closed. */
    synchronized void enter(SearchParts search) throws Refusal {
        if (closed || searches.size() >= MOST) {
            throw new Refusal(503, "busy", MOST + " searches run already; wait until one has ended, or close it");
        }
        searches.add(search);
        if (thread == null) {
            var reading = new Thread(this::read, "web-search");
            reading.setDaemon(true);
            thread = reading;
            reading.start();
        }
    }

    synchronized void leave(SearchParts search) {
        searches.remove(search);
    }

    long nanos() {
        return System.nanoTime();
    }

    private void read() {
        List<SearchParts> now = searches();
        while (!now.isEmpty()) {
            boolean idle = true;
            for (SearchParts search : now) {
                if (search.isReady()) {
                    idle = false;
                    long begin = nanos();
                    search.step();
                    LockSupport.parkNanos(this, rest(nanos() - begin, streams.searchShare()));
                }
            }
            if (idle) {
                LockSupport.parkNanos(this, IDLE_NANOS);
            }
            now = searches();
        }
    }

    /** How long to rest after so long a work, so that work is this share of the time. */
    static long rest(long worked, double share) {
        return Math.round(worked * (1 / share - 1));
    }

    private synchronized List<SearchParts> searches() {
        if (searches.isEmpty()) {
            thread = null;
        }
        return List.copyOf(searches);
    }

    /** Ends all searches; there are no further ones. */
    void close() {
        List<SearchParts> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(searches);
        }
        all.forEach(SearchParts::end);
    }
}
