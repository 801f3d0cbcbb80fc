package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
    private static final long HEAP_GROWTH = 4_194_304;
    private static final long NEVER = 1_000_000_000;
    private static final Path MEMORY = Path.of("/dev/shm");

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
        mounted = Shell.run("test $(id -u) = 0 && command -v fsfreeze && truncate -s 64M '" + image
                + "' && mkfs.ext4 -q -F '" + image + "' && mount -o loop '" + image + "' '" + disk + "'");
        assumeTrue(mounted, "no root, or no loop device to mount: a hanging disk is not tested");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            Shell.run("fsfreeze -u '" + disk + "' 2>/dev/null; umount '" + disk + "' || umount -l '" + disk + "'");
        }
        if (memory != null) {
            Shell.run("rm -rf '" + memory.getParent() + "'");
        }
    }

    @Test
    void aDiskThatHangsHoldsUpNobodyAndEveryRecordIsStoredOrReported() throws Exception {
        try (PacedRun run = PacedRun.start(disk.resolve("log"), memory, directory.resolve("out"), RECORDS, NEVER)) {
            // a shell thaws it, whatever becomes of this process
            Process freeze = Shell.start("sleep " + BEFORE_SECONDS + "; fsfreeze -f '" + disk + "' && sleep "
                    + FREEZE_SECONDS + "; fsfreeze -u '" + disk + "'");
            assertTrue(freeze.waitFor(FREEZE_SECONDS + 30L, TimeUnit.SECONDS), "thawed");
            assertEquals(0, freeze.exitValue(), "frozen and thawed");
            run.awaitLines("debug.log", Duration.ofSeconds(1));
            run.assertConserved(HEAP_GROWTH);
        }
    }
}
