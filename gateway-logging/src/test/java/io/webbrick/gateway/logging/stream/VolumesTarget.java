package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The process that is killed while it writes on two volumes: Debug in one directory, Error in another that is said to be
 * another volume. Arguments: log directory, the other directory, and either {@code still}, then both writers stand still
 * and all but the first record are in the rings, or the file in which each number is noted once its call has returned.
 */
final class VolumesTarget {
    static final String READY = "all are accepted";
    static final int STILL = 101;
    private static final int RING_BYTES = 262_144;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private VolumesTarget() {}

    static Function<Path, Object> volumes(Path other) {
        return path -> path.startsWith(other) ? "other" : "home";
    }

    static LoggingPlan plan(Path home, Path other) {
        return Plans.withRing(Plans.moved(Plans.five(home), other, "Error"), RING_BYTES, PATIENCE);
    }

    static Volumes start(LoggingPlan plan, Path other, Consumer<String> notices) throws IOException {
        var clock = InstantSource.system();
        var around = new Surroundings(new Counters(), clock, SelfLog.onStandardError(clock), notices);
        return Volumes.startDurable(plan, around, volumes(other));
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Path other = Path.of(args[1]);
        if (args[2].equals("still")) {
            standStill(home, other);
        } else {
            write(home, other, args[2]);
        }
    }

    private static void standStill(Path home, Path other) throws Exception {
        var stalled = new CountDownLatch(2);
        Volumes volumes = start(plan(home, other), other, notice -> {
            stalled.countDown();
            while (true) {
                LockSupport.park();
            }
        });
        log(volumes, 0);
        volumes.flush(5_000);
        volumes.rotate("Debug");
        volumes.rotate("Error");
        stalled.await();
        for (int number = 1; number < STILL; number++) {
            log(volumes, number);
        }
        System.out.println(READY);
        LockSupport.park();
    }

    private static void write(Path home, Path other, String notes) throws IOException {
        Volumes volumes = start(plan(home, other), other, notice -> {});
        try (OutputStream note = new FileOutputStream(notes)) {
            for (int number = 0; number < 1_000_000_000; number++) {
                if (log(volumes, number)) {
                    note.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
                }
                if (number % 100 == 0) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }
    }

    private static boolean log(Volumes volumes, int number) {
        Way way = volumes.way("Heating");
        var encoder = new RecordEncoder();
        long now = System.currentTimeMillis();
        encoder.begin(now, 40, LoggerName.of("Heating"), "main");
        encoder.message("number {}", 1, number, null);
        encoder.attributes(null, null);
        return way.append(40, now, encoder);
    }
}
