package io.webbrick.gateway.benchmarks.ship;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our logging with a shipper, or without one, in a process of its own. {@code first CONFIG}: logs one record and waits until the other
 * side has it. {@code paced CONFIG}: logs 20,000 records a second for five seconds and takes the time of each call. Prints what it
 * found as {@code name=value}.
 */
final class Shipped {
    private static final long LOOK_NANOS = 20_000_000;
    private static final int PER_SECOND = 20_000;
    private static final int SECONDS = 5;

    private Shipped() {}

    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        GatewayLogging logging = GatewayLogging.start(LoggingOptions.of(List.of(Path.of(arguments[1]))));
        Logger log = LoggerFactory.getLogger("house.sensor");
        if (arguments[0].equals("paced")) {
            pace(log);
        } else {
            log.info("event {} from {}", "webbrick/9/CT/3/temperature/change", "boiler-room");
            await(logging);
            print("first", (System.nanoTime() - begin) / 1e6);
        }
        print("rss", residentMegabytes());
        Runtime.getRuntime().halt(0);
    }

    /** Until everything is delivered; where nothing delivers, until everything is written. */
    private static void await(GatewayLogging logging) {
        logging.flush(10_000);
        while (logging.status().shippers().stream().anyMatch(shipper -> shipper.sent() == 0)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void pace(Logger log) {
        for (int warm = 0; warm < 200_000; warm++) {
            log.info("event {} from {}", "webbrick/9/CT/3/temperature/change", "boiler-room");
        }
        long[] taken = new long[PER_SECOND * SECONDS];
        long every = 1_000_000_000L / PER_SECOND;
        long due = System.nanoTime();
        for (int call = 0; call < taken.length; call++) {
            long begin = System.nanoTime();
            while (begin < due) {
                Thread.onSpinWait();
                begin = System.nanoTime();
            }
            log.info("event {} from {}", "webbrick/9/CT/3/temperature/change", "boiler-room");
            taken[call] = System.nanoTime() - begin;
            due += every;
        }
        Arrays.sort(taken);
        print("p50", taken[taken.length / 2] / 1e3);
        print("p99", taken[taken.length / 100 * 99] / 1e3);
        print("p99.9", taken[taken.length / 1_000 * 999] / 1e3);
    }

    private static double residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status, StandardCharsets.UTF_8).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum()
                / 1024.0;
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + String.format(Locale.ROOT, "%.3f", value));
    }
}
