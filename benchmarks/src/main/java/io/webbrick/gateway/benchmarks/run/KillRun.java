package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.measure.Case;
import io.webbrick.gateway.benchmarks.measure.FirstLine;
import io.webbrick.gateway.benchmarks.measure.Killed;
import io.webbrick.gateway.benchmarks.row.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that logs as fast as it can is killed at a random moment; it is started once more, as a user would do, and
 * its files are compared with what its calls had returned for. What it refused and says so in its file was not accepted.
 */
final class KillRun {
    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 5_000_000L;

    private KillRun() {}

    static Map<String, List<Double>> run(Row row, Launch launch, Map<String, String> settings)
            throws IOException, InterruptedException {
        Outcome sum = new Outcome(0, 0, 0, 0, 0);
        for (int kill = Integer.parseInt(settings.getOrDefault("kills", "1")); kill > 0; kill--) {
            sum = sum.plus(kill(launch, settings));
            Directories.empty(launch.logs());
        }
        return Map.of(
                "accepted", List.of((double) sum.accepted()),
                "lost", List.of((double) sum.lost()),
                "reported", List.of((double) sum.reported()),
                "doubled", List.of((double) sum.doubled()),
                "torn", List.of((double) sum.torn()));
    }

    /** What a kill left. */
    private record Outcome(long accepted, long lost, long reported, long doubled, long torn) {
        Outcome plus(Outcome other) {
            return new Outcome(
                    accepted + other.accepted,
                    lost + other.lost,
                    reported + other.reported,
                    doubled + other.doubled,
                    torn + other.torn);
        }
    }

    private static Outcome kill(Launch launch, Map<String, String> settings) throws IOException, InterruptedException {
        int threads = Integer.parseInt(settings.getOrDefault("threads", "2"));
        Path acknowledged = launch.directory().resolve("acknowledged");
        Files.deleteIfExists(acknowledged);
        var arguments = new ArrayList<String>();
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        arguments.add("acknowledged=" + acknowledged);
        Jvm process = launch.start(List.of(), Case.class, arguments);
        awaitFirst(process, acknowledged, threads);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(300_000_000L, 900_000_000L));
        process.kill();
        List<Long> accepted = Killed.acknowledged(ByteBuffer.wrap(Files.readAllBytes(acknowledged)));
        launch.start(List.of(), FirstLine.class, List.of()).await(AT_MOST).requireSuccess();
        var found = new Numbered(threads);
        LineCheck lines = LineCheck.of(launch.logs(), "EventLog", found);
        return new Outcome(
                accepted.stream().mapToLong(Long::longValue).sum(),
                Math.max(0, found.missing(accepted) - found.reported()),
                found.reported(),
                found.doubled(),
                lines.torn());
    }

    private static void awaitFirst(Jvm process, Path acknowledged, int threads)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (!allHaveBegun(acknowledged, threads)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.kill();
                throw new IOException("it logged nothing: " + process.ended().lastWords());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static boolean allHaveBegun(Path acknowledged, int threads) throws IOException {
        if (!Files.exists(acknowledged) || Files.size(acknowledged) < (long) threads * Killed.STRIDE) {
            return false;
        }
        return Killed.acknowledged(ByteBuffer.wrap(Files.readAllBytes(acknowledged))).stream()
                .allMatch(count -> count > 0);
    }
}
