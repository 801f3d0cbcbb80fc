package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/**
 * The process whose disk is frozen: one thread logs a record each millisecond, every tenth an error, and times each call.
 * Arguments: log directory, records. Says the longest call, how the heap grew and what was counted.
 */
final class FreezeTarget {
    static final String READY = "logging";
    static final int ERROR_EVERY = 10;
    private static final int RING_BYTES = 1_048_576;
    private static final long PACE_NANOS = 1_000_000;
    private static final LoggerName LOGGER = LoggerName.of("Heating");

    private FreezeTarget() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int records = Integer.parseInt(args[1]);
        var counters = new Counters();
        var clock = InstantSource.system();
        Engine engine = Engine.startDurable(
                Plans.five(directory), RING_BYTES, counters, clock, SelfLog.onStandardError(clock), notice -> {});
        Route route = engine.route("Heating");
        var encoder = new RecordEncoder();
        log(engine, route, encoder, clock.millis(), 0);
        long heapBefore = heap();
        System.out.println(READY + ", ring in " + engine.describeRing());
        long longest = 0;
        long due = System.nanoTime();
        for (int number = 1; number < records; number++) {
            due += PACE_NANOS;
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            long before = System.nanoTime();
            log(engine, route, encoder, clock.millis(), number);
            longest = Math.max(longest, System.nanoTime() - before);
        }
        long grown = heap() - heapBefore;
        boolean flushed = engine.flush(5_000);
        engine.close(5_000);
        System.out.println("longest " + longest / 1_000 + " heap " + grown + " flushed " + flushed + " accepted "
                + counters.accepted() + " stored " + counters.stored() + " lost " + counters.lost());
    }

    private static void log(Engine engine, Route route, RecordEncoder encoder, long millis, int number) {
        int level = number % ERROR_EVERY == 0 ? 40 : 20;
        encoder.begin(millis, level, LOGGER, "main");
        encoder.message("number {} of a record that is as long as most: boiler on, {} degrees", 2, number, 61.5);
        encoder.attributes(null, null);
        engine.append(route, level, millis, encoder);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
