package io.webbrick.gateway.logging.ring;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** As {@link ParkAgainstAppend}, looking before it says that it sleeps. */
@JCStressTest
@Outcome(id = "woken", expect = Expect.ACCEPTABLE, desc = "it did not sleep, or was woken")
@Outcome(id = "overslept", expect = Expect.ACCEPTABLE_INTERESTING, desc = "a record was there and the writer slept on")
@State
public class ParkAgainstAppendBroken {
    private static final long SLEEP_NANOS = 20_000_000L;

    private final BrokenRing ring = new BrokenRing(BrokenRing.Mistake.PARK_AFTER_LOOKING, 0);

    @Actor
    public void producer() {
        ring.append(Rings.record('A'), 1);
        ring.wakeIfParked();
    }

    @Actor
    public void writer(L_Result result) {
        ring.consumedBy(Thread.currentThread());
        long before = System.nanoTime();
        ring.park(0, SLEEP_NANOS);
        result.r1 = System.nanoTime() - before < SLEEP_NANOS ? "woken" : "overslept";
    }
}
