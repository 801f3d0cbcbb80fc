package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that the kill tests kill: four threads write numbered records and note each number elsewhere once the call
 * that logged it has returned. Arguments: log directory, directory of the notes, number of the run, records a thread.
 */
final class KillTarget {
    static final int THREADS = 4;
    static final int RING_BYTES = 262_144;
    static final int FILE_BYTES = 65_536;
    private static final int BURST = 100;
    private static final Duration SYNC_WITHIN = Duration.ofMillis(50);

    private KillTarget() {}

    /** EventLog takes what is below it, in Debug everything comes together; both rotate every 64 KB and are synced. */
    static LoggingPlan plan(Path directory) {
        Rotation rotation = Rotation.bySize(FILE_BYTES);
        StreamSpec events = Plans.file(
                directory, Role.EVENT_LOG, "EventLog.log", 20, Plans.EVENT, rotation, new Retention(0, null, true));
        StreamSpec errors =
                Plans.file(directory, Role.ERROR, "error.log", 40, Plans.FULL, Rotation.midnight(), Retention.FOREVER);
        var everything = new StreamSpec(
                "Debug",
                Role.DEBUG,
                new Target.File(directory.resolve("debug.log"), rotation, Retention.FOREVER, SYNC_WITHIN),
                20,
                Plans.FULL,
                true,
                Durability.PROCESS);
        return new LoggingPlan(
                directory,
                Plans.UTC,
                List.of(process(events), process(errors), everything),
                List.of(
                        Plans.logger("", 0, "Error", "Debug"),
                        new LoggerSpec("EventLog", 0, List.of("EventLog"), false, "test:1")));
    }

    private static StreamSpec process(StreamSpec spec) {
        var target = (Target.File) spec.target();
        return new StreamSpec(
                spec.name(),
                spec.role(),
                new Target.File(target.path(), target.rotation(), target.retention(), SYNC_WITHIN),
                spec.level(),
                spec.format(),
                spec.collectsAll(),
                Durability.PROCESS);
    }

    static Engine start(Path directory) throws IOException {
        var clock = InstantSource.system();
        return Engine.startDurable(
                plan(directory), RING_BYTES, new Counters(), clock, SelfLog.onStandardError(clock), notice -> {});
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Path notes = Path.of(args[1]);
        int run = Integer.parseInt(args[2]);
        int records = Integer.parseInt(args[3]);
        Engine engine = start(directory);
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < THREADS; number++) {
            int id = number;
            var thread = new Thread(() -> write(engine, notes, run, id, records));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        engine.close();
    }

    /** What a record says; the padding makes lines of many lengths. */
    static String text(int run, int thread, int number) {
        return "run " + run + " thread " + thread + " number " + number + " " + "x".repeat(number * 7 % 160) + ".";
    }

    private static void write(Engine engine, Path notes, int run, int thread, int records) {
        try (OutputStream note =
                new FileOutputStream(notes.resolve("run-" + run + "-" + thread).toFile())) {
            Route event = engine.route("EventLog.number");
            Route error = engine.route("Heating");
            var encoder = new RecordEncoder();
            for (int number = 0; number < records; number++) {
                boolean rare = number % 10 == 9;
                long now = System.currentTimeMillis();
                encoder.begin(now, rare ? 40 : 20, LoggerName.of(rare ? "Heating" : "EventLog.number"), "");
                encoder.message(text(run, thread, number), 0, null, null);
                encoder.attributes(null, null);
                while (!engine.append(rare ? error : event, rare ? 40 : 20, now, encoder)) {
                    LockSupport.parkNanos(1_000_000);
                }
                note.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
                if (number % BURST == 0) {
                    LockSupport.parkNanos(2_000_000);
                }
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
