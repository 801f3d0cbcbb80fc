package io.webbrick.gateway.logging.ring;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** As {@link WholeOrNothing}, committed before the copy. */
@JCStressTest
@Outcome(id = "", expect = Expect.ACCEPTABLE, desc = "not committed yet")
@Outcome(id = "A", expect = Expect.ACCEPTABLE, desc = "committed and whole")
@Outcome(id = "[?]", expect = Expect.ACCEPTABLE_INTERESTING, desc = "committed and not whole")
@State
public class WholeOrNothingBroken {
    private final BrokenRing ring = new BrokenRing(BrokenRing.Mistake.COMMIT_BEFORE_COPY, 0);

    @Actor
    public void producer() {
        ring.append(Rings.record('A'), 1);
    }

    @Actor
    public void consumer(L_Result result) {
        var seen = new Seen();
        ring.drain(0, seen);
        result.r1 = seen.toString();
    }
}
