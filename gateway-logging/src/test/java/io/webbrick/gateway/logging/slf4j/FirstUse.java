package io.webbrick.gateway.logging.slf4j;

import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import org.slf4j.LoggerFactory;

/** A plain application whose threads all log for the first time in the same moment; it never mentions our classes. */
final class FirstUse {
    static final int THREADS = 8;
    static final int RECORDS = 50;

    private FirstUse() {}

    public static void main(String[] args) throws InterruptedException {
        var together = new CyclicBarrier(THREADS);
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < THREADS; number++) {
            String name = "first.use." + number;
            var thread = new Thread(() -> log(name, together));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void log(String name, CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        for (int record = 0; record < RECORDS; record++) {
            LoggerFactory.getLogger(name).info("record {}", record);
        }
    }
}
