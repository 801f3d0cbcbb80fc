package io.webbrick.gateway.logging.ring;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** As {@link TwoProducers}, in a mapped file. */
@JCStressTest
@Outcome(id = "ABCD", expect = Expect.ACCEPTABLE, desc = "every record once, whole; the first producer came first")
@Outcome(id = "ACBD", expect = Expect.ACCEPTABLE, desc = "every record once, whole; they took turns")
@Outcome(id = "ACDB", expect = Expect.ACCEPTABLE, desc = "every record once, whole; the second in between")
@Outcome(id = "CABD", expect = Expect.ACCEPTABLE, desc = "every record once, whole; the first in between")
@Outcome(id = "CADB", expect = Expect.ACCEPTABLE, desc = "every record once, whole; they took turns, the second first")
@Outcome(id = "CDAB", expect = Expect.ACCEPTABLE, desc = "every record once, whole; the second producer came first")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "a record is lost, doubled, torn, or before one that its thread logged earlier")
@State
public class TwoProducersMapped {
    private final Ring ring = Rings.mapped();
    private final Seen seen = new Seen();
    private long position = 0;

    @Actor
    public void first() {
        ring.append(Rings.record('A'), 1);
        ring.append(Rings.record('B'), 1);
    }

    /** Logs and is the writer too: three threads would leave out machines with two processors. */
    @Actor
    public void secondAndWriter() {
        ring.append(Rings.record('C'), 1);
        position = ring.drain(position, Rings.CAPACITY, seen);
        ring.append(Rings.record('D'), 1);
        position = ring.drain(position, Rings.CAPACITY, seen);
    }

    @Arbiter
    public void rest(L_Result result) {
        position = ring.drain(position, Rings.CAPACITY, seen);
        result.r1 = seen.toString();
    }
}
