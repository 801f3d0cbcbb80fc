package io.webbrick.gateway.logging.ring;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** As {@link SealAgainstAppend}, sealed in two steps. */
@JCStressTest
@Outcome(id = "refused, sealed", expect = Expect.ACCEPTABLE, desc = "the end came first")
@Outcome(id = "accepted A, sealed", expect = Expect.ACCEPTABLE, desc = "the record came first and was written")
@Outcome(id = "accepted A, open", expect = Expect.ACCEPTABLE, desc = "the writer has to look again")
@Outcome(
        id = "accepted , open",
        expect = Expect.ACCEPTABLE,
        desc = "claimed and not committed: the writer has to look again")
@Outcome(id = "accepted , sealed", expect = Expect.ACCEPTABLE_INTERESTING, desc = "accepted and lost")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class SealAgainstAppendBroken {
    private final BrokenRing ring = new BrokenRing(BrokenRing.Mistake.SEAL_IN_TWO_STEPS, 0);
    private String accepted = "";

    @Actor
    public void producer() {
        accepted = ring.append(Rings.record('A'), 1) < 0 ? "refused" : "accepted ";
    }

    @Actor
    public void writer(L_Result result) {
        var seen = new Seen();
        long position = ring.drain(0, seen);
        result.r1 = seen + (ring.seal(position) ? ", sealed" : ", open");
    }

    @Arbiter
    public void both(L_Result result) {
        result.r1 = accepted + result.r1;
    }
}
