package io.webbrick.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.record.Level;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long searching rests, and what a count says that was cut off. */
final class SearchesTest {
    @Test
    void workAndRestHaveTheShareThatIsConfigured() {
        assertEquals(0, Searches.rest(20, 1));
        assertEquals(20, Searches.rest(20, 0.5));
        assertEquals(180, Searches.rest(20, 0.1));
        assertEquals(1_980, Searches.rest(20, 0.01));
    }

    @Test
    void aCountThatIsCutOffBeginsWithItsFirstWholeBucket() {
        var histogram = new Histogram(0, 100, 10);
        histogram.add(Instant.ofEpochMilli(95), Level.ERROR);
        histogram.add(Instant.ofEpochMilli(35), Level.TRACE);
        histogram.readFrom(Instant.ofEpochMilli(35));
        histogram.cut();
        assertEquals(Instant.ofEpochMilli(40), histogram.from());
        assertEquals(6, histogram.buckets().size());
        assertEquals(List.of(90L, 0L, 0L, 0L, 1L, 0L), histogram.buckets().get(5));
    }

    @Test
    void aSpanThatCannotBeDividedIsCoveredByItsBuckets() {
        var histogram = new Histogram(0, 101, 10);
        assertEquals(11, histogram.bucketMillis());
        assertEquals(10, histogram.buckets().size());
        assertTrue(new Histogram(0, 3, 10).buckets().size() == 3, "no bucket is shorter than a millisecond");
    }
}
