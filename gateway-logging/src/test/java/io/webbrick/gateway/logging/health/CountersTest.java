package io.webbrick.gateway.logging.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class CountersTest {
    private final Counters counters = new Counters();

    @Test
    void everyCountIsItsOwn() {
        counters.take(1);
        counters.take(1);
        counters.take(1);
        counters.store(2);
        counters.lose(1);
        counters.cut();
        counters.cut();
        assertEquals(3, counters.accepted());
        assertEquals(2, counters.stored());
        assertEquals(1, counters.lost());
        assertEquals(2, counters.cutMessages());
    }

    @Test
    void whatIsGivenUpLaterCountsAsLostAndNotAsStored() {
        counters.take(3);
        counters.store(3);
        counters.giveUp(2);
        assertEquals(3, counters.accepted());
        assertEquals(1, counters.stored());
        assertEquals(2, counters.lost());
    }

    @Test
    void noCountIsMissedWhenManyThreadsCount() throws Exception {
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < 4; number++) {
            var thread = new Thread(() -> {
                for (int count = 0; count < 10_000; count++) {
                    counters.take(1);
                    counters.lose(2);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40_000, counters.accepted());
        assertEquals(80_000, counters.lost());
    }
}
