package io.webbrick.gateway.logging.format;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** As {@link TimeOfTwoSeconds}, with the second and its text in two fields. */
@JCStressTest
@Outcome(id = "7, 42", expect = Expect.ACCEPTABLE, desc = "each its own time")
@Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "the text of the other's second")
@State
public class TimeOfTwoSecondsBroken {
    private long second;
    private String text = "0";

    @Actor
    public void first(LL_Result result) {
        result.r1 = text(7);
    }

    @Actor
    public void second(LL_Result result) {
        result.r2 = text(42);
    }

    private String text(long epochSecond) {
        if (second != epochSecond) {
            second = epochSecond;
            text = Long.toString(epochSecond);
        }
        return text;
    }
}
