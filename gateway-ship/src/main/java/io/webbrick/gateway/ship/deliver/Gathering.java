package io.webbrick.gateway.ship.deliver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The batch that is being collected: takes records until it is full, or the first of them has waited long enough. One thread. */
final class Gathering {
    private final Sender sender;
    private final Limits limits;
    private final LongSupplier nanos;
    private List<Outgoing> records = new ArrayList<>();
    private long bytes;
    private long since;
    private long earliest;
    private long latest;
    private boolean full;

    Gathering(Sender sender, Limits limits, LongSupplier nanos) {
        this.sender = sender;
        this.limits = limits;
        this.nanos = nanos;
    }

    /** Takes this record; false when it belongs into the next batch. */
    boolean add(Outgoing record) {
        int more = sender.bytes(record);
        long first = records.isEmpty() ? record.millis() : Math.min(earliest, record.millis());
        long last = records.isEmpty() ? record.millis() : Math.max(latest, record.millis());
        boolean tooLong = limits.span() != null && last - first > limits.span().toMillis();
        full = !records.isEmpty() && (records.size() >= limits.count() || bytes + more > limits.bytes() || tooLong);
        if (full) {
            return false;
        }
        if (records.isEmpty()) {
            since = nanos.getAsLong();
        }
        records.add(record);
        bytes += more;
        earliest = first;
        latest = last;
        full = records.size() >= limits.count() || bytes >= limits.bytes();
        return true;
    }

    /** Whether it takes no more. */
    boolean isFull() {
        return full;
    }

    /** Nanoseconds until it has to go; 0 or less when it has to go now, and nobody's business when it is empty. */
    long dueIn(long now) {
        return full ? 0 : since + limits.age().toNanos() - now;
    }

    List<Outgoing> records() {
        return records;
    }

    /** Hands over what it has and begins anew. */
    List<Outgoing> cut() {
        List<Outgoing> batch = records;
        records = new ArrayList<>();
        bytes = 0;
        full = false;
        return batch;
    }
}
