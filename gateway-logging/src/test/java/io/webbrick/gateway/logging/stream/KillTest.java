package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed while it writes, rotates, starts and recovers: every record whose call returned is in its files
 * once, whole and in order. {@code -Dkills=100} kills more often, {@code -Dkills.seed} chooses other moments, {@code
 * -Dkills.directory} puts the log directory, and with it the ring, elsewhere; {@code -Dkills.ring} puts the ring alone
 * elsewhere; {@code -Dkills.report} names a file for the figures.
 */
final class KillTest {
    private static final int RUNS_BETWEEN_CHECKS = 5;

    /** Paths whose calls are counted where a process makes thousands of others. */
    private static final List<String> WATCHED = List.of(
            "debug.log",
            "debug.log.1",
            "EventLog.log",
            "EventLog.log.1",
            "error.log",
            ".state/ledger",
            ".state/ledger.new",
            ".state/ring",
            ".state/ring.new");

    @TempDir
    Path temporary;

    @Test
    void aKilledProcessLosesDoublesAndTearsNothing() throws Exception {
        int kills = Integer.getInteger("kills", 5);
        long seed = Long.getLong("kills.seed", 20_261_121L);
        var random = new Random(seed);
        Victim victim = victim();
        for (int kill = 1; kill <= kills; kill++) {
            Process process = victim.start(kill, 1_000_000_000L, List.of());
            boolean early = random.nextInt(4) == 0;
            if (!early) {
                victim.awaitFirstNote(process, kill);
            }
            kill(process, random.nextInt(early ? 400 : 1_500));
            if (kill % RUNS_BETWEEN_CHECKS == 0 || kill == kills) {
                victim.check("seed " + seed + ", kill " + kill);
            }
        }
        assertTrue(victim.records() > 0, "something was written");
        report(kills + " kills at random moments", victim);
    }

    @Test
    @EnabledIfSystemProperty(named = "kills.points", matches = "true", disabledReason = "needs strace and minutes")
    void aKillAtAnySystemCallOfRotationAndRecoveryLosesDoublesAndTearsNothing() throws Exception {
        Victim victim = victim();
        var random = new Random(7);
        int points = 0;
        points += points(victim, "rename", false, 1, random);
        points += points(victim, "unlink", false, 1, random);
        points += points(victim, "ftruncate", false, 1, random);
        points += points(victim, "openat", true, 1, random);
        points += points(victim, "pwrite64", false, 4, random);
        points += points(victim, "write", true, 3, random);
        points += points(victim, "fsync", false, 1, random);
        points += points(victim, "fdatasync", false, 1, random);
        points += points(victim, "msync", false, 1, random);
        report(points + " kills at system calls", victim);
    }

    /** Kills at the first, second, third ... such call of any thread, until the process comes to its end. */
    private static int points(Victim victim, String call, boolean watchedOnly, int step, Random random)
            throws Exception {
        int points = 0;
        for (int when = 1; when < 60 * step; when += step) {
            Process before = victim.start(1, 1_000_000_000L, List.of());
            victim.awaitFirstNote(before, 1);
            kill(before, random.nextInt(300));
            var trace = new java.util.ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null"));
            if (watchedOnly) {
                WATCHED.forEach(path -> trace.addAll(
                        List.of("-P", victim.directory().resolve(path).toString())));
            }
            trace.addAll(List.of("-e", "trace=" + call, "-e", "inject=" + call + ":signal=KILL:when=" + when));
            Process process = victim.start(2, 800, trace);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), call + " " + when + ": it ended");
            int exit = process.exitValue();
            victim.check("kill at " + call + " " + when);
            if (exit == 0) {
                break;
            }
            points++;
        }
        assertTrue(points > 0, "no process was killed at " + call);
        return points;
    }

    private Victim victim() throws java.io.IOException {
        Path home = Path.of(System.getProperty("kills.directory", temporary.toString()));
        return new Victim(home.resolve("logs-" + ProcessHandle.current().pid()), temporary.resolve("notes"));
    }

    private static void kill(Process process, int afterMillis) throws InterruptedException {
        process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it was killed");
    }

    private static void report(String what, Victim victim) throws java.io.IOException {
        String file = System.getProperty("kills.report");
        if (file != null) {
            String text =
                    what + ": " + victim.records() + " acknowledged records, 0 lost, 0 doubled, 0 torn, slowest start "
                            + victim.slowestMillis() + " ms\n";
            Files.writeString(
                    Path.of(file),
                    text,
                    StandardCharsets.UTF_8,
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        }
    }
}
