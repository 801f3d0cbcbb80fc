package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.Operation;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLockTest {
    private static final String SELF = "process " + ProcessHandle.current().pid();

    @TempDir
    Path real;

    private final FaultyFileSystem files = FaultyFileSystem.over(FileSystems.getDefault());

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path directory;

    @BeforeEach
    void wrapDirectory() {
        directory = files.getPath(real.toString());
    }

    private String refused() {
        var inUse = assertThrows(IOException.class, () -> DirectoryLock.take(directory));
        return String.valueOf(inUse.getMessage());
    }

    @Test
    void aDirectoryInUseIsRefusedNamingItsOwnerAndTheWayOut() throws IOException {
        try (DirectoryLock lock = DirectoryLock.take(directory)) {
            assertEquals(
                    "log directory " + directory + " is in use by " + SELF
                            + "; stop that gateway, or choose another directory with --logs DIR",
                    refused());
            lock.describe("http://127.0.0.1:8080");
            assertTrue(refused().contains(SELF + ", http://127.0.0.1:8080;"), this::refused);
        }
    }

    @Test
    void anotherProcessThatHasItIsNamed() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        real.toString())
                .start();
        try {
            assertEquals('+', other.getInputStream().read(), "it has the lock");
            assertTrue(refused().contains("in use by process " + other.pid() + ";"), this::refused);
            assertTrue(DirectoryLock.isOwnerAlive(real));
        } finally {
            other.getOutputStream().close();
            assertTrue(other.waitFor(30, TimeUnit.SECONDS));
        }
        DirectoryLock.take(directory).close();
    }

    @Test
    void anOwnerThatWasKilledOrWhoseNumberIsSomebodyElsesByNowIsDead() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .start();
        assertTrue(killed.waitFor(30, TimeUnit.SECONDS));
        Path owner = real.resolve(".owner");
        Files.writeString(owner, "process " + killed.pid() + ", http://127.0.0.1:8080\n");
        assertFalse(DirectoryLock.isOwnerAlive(real));
        Files.writeString(owner, SELF + "\n");
        assertTrue(DirectoryLock.isOwnerAlive(real));
        Files.setLastModifiedTime(owner, FileTime.fromMillis(0));
        assertFalse(DirectoryLock.isOwnerAlive(real));
        Files.delete(owner);
        assertFalse(DirectoryLock.isOwnerAlive(real));
    }

    @Test
    void anOwnerThatCannotBeReadIsAnotherProcess() throws IOException {
        DirectoryLock lock = DirectoryLock.take(directory);
        files.failOn(Operation.READ, ".owner", Fault.broken());
        assertTrue(refused().contains("is in use by another process;"), this::refused);
        files.heal();
        Files.writeString(directory.resolve(".owner"), " \n");
        assertTrue(refused().contains("is in use by another process;"), this::refused);
        lock.close();
    }

    @Test
    void itIsFreeAgainAfterClosing() throws IOException {
        DirectoryLock.take(directory).close();
        assertFalse(Files.exists(directory.resolve(".owner")), "nobody has it");
        DirectoryLock.take(directory).close();
    }

    @Test
    void aLockWhoseOwnerCannotBeWrittenIsGivenBack() throws IOException {
        files.failOn(Operation.WRITE, ".owner", Fault.diskFull());
        assertThrows(IOException.class, () -> DirectoryLock.take(directory));
        files.heal();
        DirectoryLock.take(directory).close();
    }

    @Test
    void aLockWhoseOwnerCannotBeDeletedIsGivenBackAllTheSame() throws IOException {
        DirectoryLock lock = DirectoryLock.take(directory);
        files.failOn(Operation.DELETE, ".owner", Fault.inUse());
        assertThrows(IOException.class, lock::close);
        files.heal();
        DirectoryLock.take(directory).close();
    }

    @Test
    void aLockFileThatCannotBeMadeIsAnError() {
        files.failOn(Operation.CREATE, ".lock", Fault.denied());
        assertThrows(IOException.class, () -> DirectoryLock.take(directory));
    }
}
