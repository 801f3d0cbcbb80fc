package io.webbrick.gateway.logging.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.SelfLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class CompressorTest {
    private final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T12:00:00Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Compressor compressor = new Compressor(selfLog);

    @Test
    void worksInADaemonThreadOfLowPriorityInOrder() {
        List<String> done = new CopyOnWriteArrayList<>();
        for (int task = 0; task < 20; task++) {
            String name = "task " + task;
            compressor.submit(() -> done.add(name + " " + Thread.currentThread().getName() + " "
                    + Thread.currentThread().isDaemon() + " "
                    + Thread.currentThread().getPriority()));
        }
        await().until(() -> done.size() == 20);
        assertEquals("task 0 log-compress true " + Thread.MIN_PRIORITY, done.get(0));
        assertEquals("task 19 log-compress true " + Thread.MIN_PRIORITY, done.get(19));
        compressor.close();
    }

    @Test
    void takesOneFileAtATime() {
        var second = new CountDownLatch(1);
        List<Boolean> together = new CopyOnWriteArrayList<>();
        compressor.submit(() -> {
            try {
                together.add(second.await(100, TimeUnit.MILLISECONDS));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        compressor.submit(second::countDown);
        await().until(() -> second.getCount() == 0);
        assertEquals(List.of(false), together);
        compressor.close();
    }

    @Test
    void aTaskThatThrowsIsSaidAndTheNextOneRuns() {
        var next = new AtomicBoolean();
        compressor.submit(() -> {
            throw new IllegalStateException("broken");
        });
        compressor.submit(() -> next.set(true));
        await().untilTrue(next);
        assertEquals(
                "compressing history failed: java.lang.IllegalStateException: broken",
                selfLog.problems().get(0).text());
        compressor.close();
    }

    @Test
    void takesNothingOnceItIsClosed() {
        compressor.close();
        var ran = new AtomicBoolean();
        compressor.submit(() -> ran.set(true));
        compressor.close();
        assertFalse(ran.get());
    }

    @Test
    void closingWaitsForTheFileAtHand() throws Exception {
        var begun = new CountDownLatch(1);
        var finished = new AtomicBoolean();
        compressor.submit(() -> {
            begun.countDown();
            long end = System.nanoTime() + 100_000_000L;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            finished.set(true);
        });
        assertTrue(begun.await(5, TimeUnit.SECONDS));
        compressor.close();
        assertTrue(finished.get());
    }

    @Test
    void anInterruptWhileClosingIsKept() throws Exception {
        var release = new CountDownLatch(1);
        var started = new CountDownLatch(1);
        compressor.submit(() -> {
            started.countDown();
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        assertTrue(started.await(5, TimeUnit.SECONDS));
        var kept = new AtomicReference<Boolean>();
        var closing = new Thread(() -> {
            Thread.currentThread().interrupt();
            compressor.close();
            kept.set(Thread.currentThread().isInterrupted());
        });
        closing.start();
        closing.join(5_000);
        release.countDown();
        assertEquals(true, kept.get());
    }
}
