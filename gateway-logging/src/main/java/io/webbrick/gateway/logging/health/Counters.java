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
    private final LongAdder missing = new LongAdder();

    /** Records came out of the ring; those still in it are accepted too and counted soon. */
    public void take(long records) {
        accepted.add(records);
    }

    /** Records were offered and found no room, or could not be encoded. */
    public void refuse(long records) {
        accepted.add(records);
        lost.add(records);
    }

    /** Records were written to every stream that takes them. */
    public void store(long records) {
        stored.add(records);
    }

    /** Records that were taken were given up. */
    public void lose(long records) {
        lost.add(records);
    }

    /** Records that waited for their file and counted as stored could not be written up to its end. */
    public void giveUp(long records) {
        stored.add(-records);
        lost.add(records);
    }

    /** A message was cut at its bound. */
    public void cut() {
        cut.increment();
    }

    /** A format asked for attributes that a record lacks. */
    public void miss(long attributes) {
        missing.add(attributes);
    }

    /** Attributes that formats asked for and records lack. */
    public long missingAttributes() {
        return missing.sum();
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
