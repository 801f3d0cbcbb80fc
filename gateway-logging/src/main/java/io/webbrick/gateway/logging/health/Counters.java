package io.webbrick.gateway.logging.health;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the records: accepted = stored + lost, at every quiet moment. Any thread.
 */
public final class Counters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder cut = new LongAdder();

    /** A record was offered while its logger was enabled. */
    public void accept() {
        accepted.increment();
    }

    /** Records were written to every stream that takes them. */
    public void store(long records) {
        stored.add(records);
    }

    /** Records were given up. */
    public void lose(long records) {
        lost.add(records);
    }

    /** A message was cut at its bound. */
    public void cut() {
        cut.increment();
    }

    /** Records offered while enabled. */
    public long accepted() {
        return accepted.sum();
    }

    /** Records written. */
    public long stored() {
        return stored.sum();
    }

    /** Records given up. */
    public long lost() {
        return lost.sum();
    }

    /** Messages cut at their bound. */
    public long cutMessages() {
        return cut.sum();
    }
}
