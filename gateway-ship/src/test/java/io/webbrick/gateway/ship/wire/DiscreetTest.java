package io.webbrick.gateway.ship.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiscreetTest {
    private static String said(String text, String... secrets) throws InterruptedException {
        var sender = new Sender() {
            @Override
            public String destination() {
                return "there";
            }

            @Override
            public int bytes(Outgoing record) {
                return 1;
            }

            @Override
            public Verdict send(List<Outgoing> batch) {
                return new Verdict.Denied(text);
            }
        };
        var verdict = (Verdict.Denied) new Discreet(sender, () -> List.of(secrets)).send(List.of());
        return verdict.why();
    }

    @Test
    void whatRepeatsASecretHidesItPlainInBase64AndAsInAnAddress() throws InterruptedException {
        assertEquals("no ***!", said("no s3/cr+t!", "s3/cr+t"));
        assertEquals("no *** or *** or ***", said("no s3%2Fcr%2Bt or czMvY3IrdA== or czMvY3IrdA", "s3/cr+t"));
        assertEquals("word", said("word", "wor"));
    }

    @Test
    void aSecretIsHiddenBeforeALongTextIsCutSoThatNoPartOfItIsLeft() throws InterruptedException {
        long seed = 77;
        var random = new Random(seed);
        for (int number = 0; number < 200; number++) {
            String secret = "xoxb-" + Long.toHexString(random.nextLong() | 1L << 60);
            String text = "y".repeat(random.nextInt(320)) + secret + "z".repeat(random.nextInt(50));
            assertFalse(said(text, secret).contains("xox"), () -> text + ", seed " + seed);
        }
    }

    @Test
    void aLongTextIsCutWithoutHalvingACharacter() throws InterruptedException {
        assertEquals("x".repeat(299) + "...", said("x".repeat(299) + "\ud83d\ude00 and more"));
        assertEquals("x".repeat(300), said("x".repeat(300)));
    }
}
