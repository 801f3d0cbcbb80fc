package io.webbrick.gateway.ship.deliver;

import java.util.List;

/** Speaks to one destination. One thread. */
public interface Sender {
    /** Where it delivers to, for people; no secret. */
    String destination();

    /** What this record adds to a batch, in bytes. */
    int bytes(Outgoing record);

    /**
     * Delivers a batch, in order; never empty.
     *
     * @throws InterruptedException when the gateway stops meanwhile; the batch counts as not delivered
     */
    Verdict send(List<Outgoing> batch) throws InterruptedException;
}
