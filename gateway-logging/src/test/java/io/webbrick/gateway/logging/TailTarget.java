package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The gateway process whose EventLog is followed: small files, packed. Arguments: configuration, log directory, name of the run,
 * how many records; then it ends in order.
 */
final class TailTarget {
    private TailTarget() {}

    public static void main(String[] args) throws Exception {
        var options = new LoggingOptions(
                List.of(Path.of(args[0])), Path.of(args[1]), ZoneOffset.UTC, null, false, InstantSource.system());
        try (GatewayLogging logging = GatewayLogging.start(options)) {
            Journal journal = logging.journal("EventLog.t");
            var line = new StringBuilder();
            int count = Integer.parseInt(args[3]);
            for (int number = 0; number < count; number++) {
                line.setLength(0);
                line.append("t,")
                        .append(args[2])
                        .append(",{\"n\":")
                        .append(number)
                        .append(",\"text\":\"as most are\"}");
                journal.append(Level.INFO, System.currentTimeMillis(), line);
                if (number % 10 == 0) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }
    }
}
