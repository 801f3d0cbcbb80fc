package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that hangs: the log directory on a file system of its own that is frozen for a while, the ring on tmpfs. Needs
 * root, loop devices and tmpfs in /dev/shm. {@code -Dfreeze.seconds=30} freezes it for longer.
 */
final class FrozenDiskTest {
    private static final int FREEZE_SECONDS = Integer.getInteger("freeze.seconds", 5);
    private static final int BEFORE_SECONDS = 1;
    private static final int AFTER_SECONDS = 4;
    private static final int RECORDS = (BEFORE_SECONDS + FREEZE_SECONDS + AFTER_SECONDS) * 1_000;

    /** 50 ms by contract, the rest for a machine that does other things too. */
    private static final long LONGEST_CALL_MICROS = 300_000;

    private static final long HEAP_GROWTH = 4_194_304;
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Pattern LOSS = Pattern.compile(" lost (\\d+) records, ");
    private static final Pattern RESULT =
            Pattern.compile("longest (\\d+) heap (-?\\d+) flushed (\\w+) accepted (\\d+) stored (\\d+) lost (\\d+)");

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path disk;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path memory;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(Files.isDirectory(MEMORY), "no tmpfs in /dev/shm: a hanging disk is not tested");
        disk = Files.createDirectory(directory.resolve("disk"));
        memory = Files.createDirectory(
                Files.createTempDirectory(MEMORY, "frozen").resolve("webbrick"));
        Path image = directory.resolve("image");
        String shell = "test $(id -u) = 0 && command -v fsfreeze && truncate -s 64M '" + image
                + "' && mkfs.ext4 -q -F '" + image + "' && mount -o loop '" + image + "' '" + disk + "'";
        mounted = sh(shell) == 0;
        assumeTrue(mounted, "no root, or no loop device to mount: a hanging disk is not tested");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            sh("fsfreeze -u '" + disk + "' 2>/dev/null; umount '" + disk + "' || umount -l '" + disk + "'");
        }
        if (memory != null) {
            sh("rm -rf '" + memory.getParent() + "'");
        }
    }

    private static Process start(String command) throws IOException {
        return new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int sh(String command) throws Exception {
        Process process = start(command);
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Test
    void aDiskThatHangsHoldsUpNobodyAndEveryRecordIsStoredOrReported() throws Exception {
        Path logs = disk.resolve("log");
        Path out = directory.resolve("out");
        Process process = startLogging(logs, out);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> text(out).contains(FreezeTarget.READY));
            assertTrue(text(out).contains(memory + "/ring"), () -> "the ring is not in memory: " + text(out));
            // a shell thaws it, whatever becomes of this process
            Process freeze = start("sleep " + BEFORE_SECONDS + "; fsfreeze -f '" + disk + "' && sleep " + FREEZE_SECONDS
                    + "; fsfreeze -u '" + disk + "'");
            assertTrue(freeze.waitFor(FREEZE_SECONDS + 30L, TimeUnit.SECONDS), "thawed");
            assertEquals(0, freeze.exitValue(), "frozen and thawed");
            long frozenBytes = Files.size(logs.resolve("debug.log"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> Files.size(logs.resolve("debug.log")) > frozenBytes);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process ended");
        } finally {
            process.destroyForcibly();
        }
        check(text(out), logs);
    }

    private Process startLogging(Path logs, Path out) throws IOException {
        Files.createDirectories(logs);
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                FreezeTarget.class.getName(),
                logs.toString(),
                Integer.toString(RECORDS));
        builder.environment().put("RUNTIME_DIRECTORY", memory.toString());
        return builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    }

    private static void check(String said, Path logs) throws IOException {
        Matcher result = RESULT.matcher(said);
        assertTrue(result.find(), said);
        System.out.println(said);
        assertTrue(Long.parseLong(result.group(1)) < LONGEST_CALL_MICROS, said);
        assertTrue(Long.parseLong(result.group(2)) < HEAP_GROWTH, said);
        assertEquals("true", result.group(3), said);
        assertEquals(RECORDS, Long.parseLong(result.group(4)), said);
        assertEquals(RECORDS, Long.parseLong(result.group(5)) + Long.parseLong(result.group(6)), said);
        assertConserved(logs.resolve("debug.log"), RECORDS, 1);
        assertConserved(logs.resolve("error.log"), RECORDS / FreezeTarget.ERROR_EVERY, FreezeTarget.ERROR_EVERY);
    }

    /** Every number is there once and in order, or counted by a line of the file itself. */
    private static void assertConserved(Path file, int expected, int step) throws IOException {
        var numbers = new ArrayList<Integer>();
        long lost = 0;
        for (String line : Files.readAllLines(file)) {
            Matcher loss = LOSS.matcher(line);
            if (loss.find()) {
                lost += Long.parseLong(loss.group(1));
            } else {
                List<String> words = Arrays.asList(line.split(" "));
                int number = Integer.parseInt(words.get(words.indexOf("number") + 1));
                assertTrue(
                        numbers.isEmpty() || number > numbers.get(numbers.size() - 1), () -> "out of order: " + line);
                assertEquals(0, number % step);
                numbers.add(number);
            }
        }
        assertEquals(expected, numbers.size() + lost, file + ": stored " + numbers.size() + ", lost " + lost);
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException failed) {
            return failed.toString();
        }
    }
}
