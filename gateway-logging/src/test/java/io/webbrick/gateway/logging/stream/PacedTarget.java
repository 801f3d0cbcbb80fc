package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The process whose disk fails: one thread logs a record each millisecond, every tenth an error, and times each call.
 * Arguments: log directory, records, bytes before which files rotate or 0 for midnight, time zone. Says the longest call, how the heap grew, what was
 * counted and which problems were noticed.
 */
final class PacedTarget {
    static final String READY = "logging";
    static final int ERROR_EVERY = 10;
    private static final int RING_BYTES = 1_048_576;
    private static final long PACE_NANOS = 1_000_000;
    private static final LoggerName LOGGER = LoggerName.of("Heating");

    private PacedTarget() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int records = Integer.parseInt(args[1]);
        var counters = new Counters();
        var clock = InstantSource.system();
        SelfLog selfLog = SelfLog.onStandardError(clock);
        Engine engine = Engine.startDurable(
                plan(directory, rotation(Long.parseLong(args[2])), ZoneId.of(args[3])),
                RING_BYTES,
                counters,
                clock,
                selfLog,
                notice -> {});
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
        selfLog.problems().forEach(problem -> System.out.println("problem " + problem.count() + " " + problem.text()));
    }

    private static Rotation rotation(long bytes) {
        return bytes == 0 ? Rotation.midnight() : Rotation.bySize(bytes);
    }

    /** Error, and Debug that collects all; nothing is deleted. */
    private static LoggingPlan plan(Path directory, Rotation rotation, ZoneId zone) {
        var error = Plans.file(directory, Role.ERROR, "error.log", 40, Plans.FULL, rotation, Retention.FOREVER);
        var debug = new StreamSpec(
                "Debug",
                Role.DEBUG,
                new Target.File(directory.resolve("debug.log"), rotation, Retention.FOREVER),
                20,
                Plans.FULL,
                true,
                Durability.PROCESS);
        return new LoggingPlan(directory, zone, List.of(error, debug), List.of(Plans.logger("", 0, "Error", "Debug")));
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
