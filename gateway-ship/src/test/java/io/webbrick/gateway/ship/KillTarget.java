package io.webbrick.gateway.ship;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LogHandle;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.record.Level;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that {@link KillTest} kills: writes numbered records at full speed into a stream that a shipper delivers, and notes each
 * number elsewhere once its call has returned. Arguments: the directory of everything, the number of the run; a negative one writes
 * nothing and ends once everything is delivered.
 */
final class KillTarget {
    private static final long BURST_NANOS = 10_000_000;
    private static final int BURST = 20;

    private KillTarget() {}

    public static void main(String[] args) throws Exception {
        Path place = Path.of(args[0]);
        int run = Integer.parseInt(args[1]);
        GatewayLogging logging = GatewayLogging.start(
                LoggingOptions.of(List.of(place.resolve("log.cfg"))).ofGateway("gw-1"));
        if (run < 0) {
            drain(logging, place);
            return;
        }
        LogHandle handle = GatewayLogging.handle("load");
        try (OutputStream note =
                new FileOutputStream(place.resolve("note-" + run).toFile())) {
            for (int number = 0; ; number++) {
                handle.log(Level.INFO.number(), "run {} number {}", run, number);
                note.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
                if (number % BURST == 0) {
                    LockSupport.parkNanos(BURST_NANOS);
                }
            }
        }
    }

    private static void drain(GatewayLogging logging, Path place) throws Exception {
        int quiet = 0;
        while (quiet < 10) {
            LockSupport.parkNanos(BURST_NANOS * 10);
            var status = logging.status().shippers().get(0);
            quiet = status.state().equals("idle") && status.requests() > 0 ? quiet + 1 : 0;
        }
        logging.close();
        Files.writeString(place.resolve("drained"), "yes", StandardCharsets.UTF_8);
    }
}
