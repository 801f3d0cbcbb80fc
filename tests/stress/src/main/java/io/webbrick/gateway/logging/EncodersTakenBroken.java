package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** As {@link EncodersTaken}, with one place in the pool that is looked at and then emptied. */
@JCStressTest
@Outcome(id = "a, b", expect = Expect.ACCEPTABLE, desc = "each record as if it were alone")
@Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "two threads had the same encoder")
@State
public class EncodersTakenBroken {
    private static final LoggerName NAME = LoggerName.of("");

    private final AtomicReference<RecordEncoder> place = new AtomicReference<>(new RecordEncoder());

    @Actor
    public void first(LL_Result result) {
        result.r1 = encode("a");
    }

    @Actor
    public void second(LL_Result result) {
        result.r2 = encode("b");
    }

    private String encode(String text) {
        RecordEncoder pooled = place.get();
        place.set(null);
        RecordEncoder encoder = pooled == null ? new RecordEncoder() : pooled;
        try {
            encoder.begin(0, 20, NAME, "");
            encoder.message(text, 0, null, null);
            int length = encoder.bytes().length();
            return new String(encoder.bytes().bytes(), length - 1, 1, StandardCharsets.US_ASCII);
        } catch (RuntimeException torn) {
            return torn.getClass().getSimpleName();
        } finally {
            place.set(encoder);
        }
    }
}
