package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class StallsTest {
    private final Stalls stalls = new Stalls();

    @Test
    void nobodyHasWaitedAtTheBeginning() {
        assertFalse(stalls.hasWaited(0));
    }

    @Test
    void aThreadIsRememberedUntilTheWriterMoves() {
        stalls.waited(4_096);
        assertTrue(stalls.hasWaited(4_096));
        assertFalse(stalls.hasWaited(8_192));
    }

    @Test
    void anotherThreadHasNotWaited() throws InterruptedException {
        stalls.waited(4_096);
        var others = new AtomicBoolean();
        for (int number = 0; number < 600; number++) {
            var thread = new Thread(() -> others.compareAndSet(false, stalls.hasWaited(4_096)));
            thread.start();
            thread.join();
        }
        assertFalse(others.get());
    }
}
