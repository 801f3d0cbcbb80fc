package io.webbrick.gateway.logging.format;

import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Two threads print times of different seconds through the one cached second. */
@JCStressTest
@Outcome(
        id = "1970-01-01 00:00:07,001, 1970-01-01 00:00:42,002",
        expect = Expect.ACCEPTABLE,
        desc = "each its own time")
@Outcome(expect = Expect.FORBIDDEN, desc = "a time mixed of two seconds")
@State
public class TimeOfTwoSeconds {
    private static final TimeText TEXT = TimeText.of("", ZoneOffset.UTC);

    @Actor
    public void first(LL_Result result) {
        result.r1 = text(7_001);
    }

    @Actor
    public void second(LL_Result result) {
        result.r2 = text(42_002);
    }

    private static String text(long epochMillis) {
        var out = new Utf8Buffer(32);
        TEXT.append(out, epochMillis);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII);
    }
}
