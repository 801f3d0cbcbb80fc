package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import java.nio.charset.StandardCharsets;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Two threads encode at once, each with a second record inside the first, as a toString that logs does. */
@JCStressTest
@Outcome(id = "aA, bB", expect = Expect.ACCEPTABLE, desc = "each record as if it were alone")
@Outcome(expect = Expect.FORBIDDEN, desc = "a record was written over by another")
@State
public class EncodersTaken {
    private static final LoggerName NAME = LoggerName.of("");

    @Actor
    public void first(LL_Result result) {
        result.r1 = outerAndInner("a", "A");
    }

    @Actor
    public void second(LL_Result result) {
        result.r2 = outerAndInner("b", "B");
    }

    private static String outerAndInner(String outerText, String innerText) {
        RecordEncoder outer = Encoders.take();
        outer.begin(0, 20, NAME, "");
        RecordEncoder inner = Encoders.take();
        inner.begin(0, 20, NAME, "");
        inner.message(innerText, 0, null, null);
        String second = last(inner);
        Encoders.give(inner);
        outer.message(outerText, 0, null, null);
        String first = last(outer);
        Encoders.give(outer);
        return first + second;
    }

    private static String last(RecordEncoder encoder) {
        int length = encoder.bytes().length();
        return new String(encoder.bytes().bytes(), length - 1, 1, StandardCharsets.US_ASCII);
    }
}
