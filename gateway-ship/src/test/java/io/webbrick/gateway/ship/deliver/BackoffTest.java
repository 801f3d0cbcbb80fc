package io.webbrick.gateway.ship.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static List<Long> bounds(double random, int failures) {
        var backoff = new Backoff(() -> random);
        var millis = new ArrayList<Long>();
        for (int failure = 0; failure < failures; failure++) {
            millis.add(Duration.ofNanos(backoff.nanos(null)).toMillis());
        }
        return millis;
    }

    @Test
    void waitsAtRandomUpToABoundThatDoublesToFiveMinutes() {
        assertEquals(
                List.of(
                        1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 64_000L, 128_000L, 256_000L, 300_000L,
                        300_000L),
                bounds(1, 11));
        assertTrue(bounds(0, 11).stream().allMatch(Long.valueOf(100)::equals));
    }

    @Test
    void heedsAWishOfAnHourAtMostAndNeverComesBackEarlier() {
        assertEquals(Duration.ofSeconds(30), Duration.ofNanos(new Backoff(() -> 0).nanos(Duration.ofSeconds(30))));
        assertEquals(Duration.ofSeconds(31), Duration.ofNanos(new Backoff(() -> 1).nanos(Duration.ofSeconds(30))));
        assertEquals(Duration.ofHours(1), Duration.ofNanos(new Backoff(() -> 0).nanos(Duration.ofDays(3))));
        assertEquals(Duration.ofMillis(100), Duration.ofNanos(new Backoff(() -> 0).nanos(Duration.ofSeconds(-5))));
    }

    @Test
    void beginsAnewAfterASuccess() {
        var backoff = new Backoff(() -> 1);
        backoff.nanos(null);
        backoff.nanos(null);
        assertEquals(2, backoff.failures());
        backoff.reset();
        assertEquals(Duration.ofSeconds(1), Duration.ofNanos(backoff.nanos(null)));
    }
}
