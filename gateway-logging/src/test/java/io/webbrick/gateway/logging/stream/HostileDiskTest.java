package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process that rotates before 64 KB and whose disk or limits fail for real while it logs 1,000 records a second: each is
 * stored or reported, it works again within a second of the fault's end, and it is told once. Where a mount is needed, so is
 * root. {@code -Dfault.seconds=300} keeps the faults up for longer.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "mounts and limits of Linux")
final class HostileDiskTest {
    private static final int FAULT_SECONDS = Integer.getInteger("fault.seconds", 2);
    private static final int FULL_SECONDS = Math.max(5, FAULT_SECONDS);
    private static final int OTHER_SECONDS = 3;
    private static final int TRACED_RECORDS = 3_000;
    private static final int DAY_SECONDS = 86_400;
    private static final int ROTATE_BYTES = 65_536;

    /** Lines of both files wait in memory, up to 1 MiB of each, in buffers that double. */
    private static final long HEAP_GROWTH = 8_388_608;

    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path disk;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path runtime;

    private boolean mounted;

    @BeforeEach
    void place() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        runtime = Files.createDirectories(directory.resolve("run").resolve("webbrick"));
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            Shell.run("umount '" + disk + "' || umount -l '" + disk + "'");
        }
    }

    private void mount(String options, String what) throws Exception {
        mounted = Shell.run("mount " + options + " '" + disk + "'");
        assumeTrue(mounted, "no root, or no mounts allowed: " + what + " is not tested");
    }

    private PacedRun start(int faultSeconds) throws Exception {
        int records = (faultSeconds + OTHER_SECONDS) * 1_000;
        return PacedRun.start(disk.resolve("log"), runtime, directory.resolve("out"), records, ROTATE_BYTES);
    }

    private static void pass(int seconds) {
        long begun = System.nanoTime();
        Awaitility.await()
                .atMost(Duration.ofSeconds(seconds + 5L))
                .until(() -> System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void aFullDiskLosesNothingSilentlyAndTearsNoLine() throws Exception {
        mount("-t tmpfs -o size=" + (FULL_SECONDS * 256 + 2_048) + "k,mode=755 tmpfs", "a full disk");
        try (PacedRun run = start(FULL_SECONDS)) {
            Path foreign = disk.resolve("foreign");
            Shell.run("dd if=/dev/zero of='" + foreign + "' bs=4k 2>/dev/null");
            pass(FULL_SECONDS);
            Files.delete(foreign);
            run.awaitLines("debug.log", SOON);
            run.assertConserved(HEAP_GROWTH);
            assertTold(run, "No space left on device", FULL_SECONDS);
        }
    }

    @Test
    void aDirectoryThatBecomesReadOnlyLosesNothingSilently() throws Exception {
        mount("-t tmpfs -o mode=755 tmpfs", "a read-only directory");
        try (PacedRun run = start(FAULT_SECONDS)) {
            String logs = run.log("").toString();
            assertTrue(Shell.run("mount --bind '" + logs + "' '" + logs + "'"), "mounted again");
            assertTrue(Shell.run("mount -o remount,ro,bind '" + logs + "'"), "read-only");
            pass(FAULT_SECONDS);
            assertTrue(Shell.run("umount '" + logs + "'"), "to be written again");
            run.awaitLines("debug.log", SOON);
            run.assertConserved(HEAP_GROWTH);
            assertTold(run, "Read-only file system", FAULT_SECONDS);
        }
    }

    @Test
    void aProcessWithoutDescriptorsLosesNothingSilentlyAndRotatesWhenItHasSome() throws Exception {
        assumeTrue(Shell.run("command -v prlimit"), "no prlimit here: exhausted descriptors are not tested");
        try (PacedRun run = start(FAULT_SECONDS)) {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> run.history("debug.log") > 1);
            String limit = "prlimit --pid " + run.pid() + " --nofile=";
            assertTrue(Shell.run(limit + "4:4096"), "limited");
            pass(FAULT_SECONDS);
            assertTrue(Shell.run(limit + "4096:4096"), "free again");
            int files = run.history("debug.log");
            run.awaitLines("debug.log", SOON);
            run.assertConserved(HEAP_GROWTH);
            assertTrue(run.history("debug.log") > files, "it rotates again");
            assertTold(run, "Too many open files", FAULT_SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "write, EIO, 3+3, Input/output error",
        "rename, EACCES, 3+3, debug.log",
        "openat, EMFILE, 6+4, Too many open files"
    })
    void systemCallsThatFailNowAndThenLoseNothing(String call, String error, String when, String told)
            throws Exception {
        assumeTrue(Shell.run("strace -o /dev/null true"), "no strace here, or not allowed: system calls do not fail");
        Path logs = disk.resolve("log");
        var strace = new ArrayList<String>(List.of("strace", "-f", "-qq", "-o", "/dev/null"));
        for (String name : List.of("debug.log", "error.log")) {
            strace.addAll(List.of("-P", logs.resolve(name).toString()));
        }
        strace.addAll(List.of("-e", "trace=" + call, "-e", "inject=" + call + ":error=" + error + ":when=" + when));
        Path out = directory.resolve("out");
        try (PacedRun run = PacedRun.start(strace, logs, runtime, out, TRACED_RECORDS, ROTATE_BYTES, ZoneOffset.UTC)) {
            run.assertConserved(HEAP_GROWTH);
            assertTrue(run.history("debug.log") > 1, "it rotates all the same");
            assertTold(run, told, TRACED_RECORDS / 1_000);
        }
    }

    @Test
    void aProcessThatIsStoppedOverMidnightRotatesOnceAndLosesNothing() throws Exception {
        int untilMidnight = 4;
        int now = LocalTime.now(ZoneOffset.UTC).toSecondOfDay();
        int offset = Math.floorMod(DAY_SECONDS - untilMidnight - now, DAY_SECONDS);
        ZoneOffset zone = ZoneOffset.ofTotalSeconds(offset > DAY_SECONDS / 2 ? offset - DAY_SECONDS : offset);
        Path out = directory.resolve("out");
        try (PacedRun run = PacedRun.start(List.of(), disk.resolve("log"), runtime, out, 2_500, 0, zone)) {
            assertEquals(0, run.history("debug.log"));
            assertTrue(Shell.run("kill -STOP " + run.pid()), "stopped");
            pass(untilMidnight);
            assertTrue(Shell.run("kill -CONT " + run.pid()), "goes on");
            run.assertConserved(HEAP_GROWTH, TimeUnit.SECONDS.toMicros(untilMidnight + 1));
            assertEquals(1, run.dated("debug.log").size());
        }
    }

    /** The self log has one problem of this kind for each file, however often it came, and nothing was tried without a rest. */
    private static void assertTold(PacedRun run, String reason, int seconds) {
        List<String> problems = run.said()
                .lines()
                .filter(line -> line.startsWith("problem ") && line.contains(reason))
                .toList();
        assertTrue(!problems.isEmpty() && problems.size() <= 4, problems::toString);
        for (String problem : problems) {
            assertTrue(Integer.parseInt(problem.split(" ")[1]) < 100 * (seconds + 1), problem);
        }
        assertEquals(
                0,
                run.said()
                        .lines()
                        .filter(line -> line.contains("NoClassDefFoundError"))
                        .count());
    }
}
