package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LossTest {
    private final Loss loss = new Loss();

    private static Loss.Report taken(Loss from) {
        return Objects.requireNonNull(from.take(), "something was lost");
    }

    @Test
    void spansFromTheEarliestToTheLatestWhateverTheirOrder() {
        loss.add(500, 1, "first");
        loss.add(300, 2, "second");
        loss.add(900, 3, "third");
        loss.add(700, 4, "last");
        Loss.Report report = taken(loss);
        assertEquals(10, report.records());
        assertEquals(300, report.fromMillis());
        assertEquals(900, report.toMillis());
        assertEquals("last", report.reason());
    }

    @Test
    void whatWasTakenIsNotReportedAgain() {
        assertTrue(loss.isEmpty());
        assertNull(loss.take());
        loss.add(500, 1, "full");
        assertFalse(loss.isEmpty());
        taken(loss);
        assertTrue(loss.isEmpty());
        assertNull(loss.take());
    }

    @Test
    void aNewSpanBeginsAfterAReport() {
        loss.add(500, 1, "full");
        taken(loss);
        loss.add(800, 1, "full");
        Loss.Report report = taken(loss);
        assertEquals(800, report.fromMillis());
        assertEquals(800, report.toMillis());
        assertEquals(1, report.records());
    }

    @Test
    void noRecordIsMissedWhenManyThreadsLoseAndOneReports() throws Exception {
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < 4; number++) {
            var thread = new Thread(() -> {
                for (int record = 0; record < 5_000; record++) {
                    loss.add(record, 1, "full");
                }
            });
            thread.start();
            threads.add(thread);
        }
        long seen = 0;
        boolean running = true;
        while (running) {
            running = threads.stream().anyMatch(Thread::isAlive);
            Loss.Report report = loss.take();
            seen += report == null ? 0 : report.records();
        }
        assertEquals(20_000, seen);
    }
}
