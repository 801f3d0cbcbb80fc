package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.store.Permissions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One process per log directory. The lock is on a file of its own that nobody else opens, for closing any descriptor of
 * a locked file lets go of the lock; who holds it is written in a second file beside it.
 */
final class DirectoryLock implements AutoCloseable {
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final String LOCK = ".lock";
    private static final String OWNER = ".owner";
    private static final Pattern PROCESS = Pattern.compile("process ([0-9]{1,18})");

    /** So much a process's start and a file's time may disagree. */
    private static final int CLOCK_SECONDS = 5;

    private final FileChannel channel;
    private final Path owner;

    private DirectoryLock(FileChannel channel, Path owner) {
        this.channel = channel;
        this.owner = owner;
    }

    /**
     * Takes the directory, which must exist.
     *
     * @throws IOException when another process has it, naming that process, or when it cannot be written
     */
    static DirectoryLock take(Path directory) throws IOException {
        Path lockFile = directory.resolve(LOCK);
        FileChannel channel = FileChannel.open(lockFile, NEW, Permissions.ofFile(lockFile));
        Path owner = directory.resolve(OWNER);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException("log directory " + directory + " is in use by " + ownerOf(owner)
                    + "; stop that gateway, or choose another directory with --logs DIR");
        }
        var lock = new DirectoryLock(channel, owner);
        try {
            write(owner, "process " + ProcessHandle.current().pid() + "\n");
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        return lock;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException takenInThisProcess) {
            return null;
        }
    }

    private static String ownerOf(Path owner) {
        try {
            String text = Files.readString(owner, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "another process" : text;
        } catch (IOException unknown) {
            return "another process";
        }
    }

    /** Whether the process that took this directory last still runs, as far as can be told without taking the lock. */
    static boolean isOwnerAlive(Path directory) {
        Path owner = directory.resolve(OWNER);
        Matcher process = PROCESS.matcher(ownerOf(owner));
        if (!process.lookingAt()) {
            return false;
        }
        Optional<ProcessHandle> running = ProcessHandle.of(Long.parseLong(process.group(1)));
        return running.isPresent() && running.get().isAlive() && !beganAfter(running.get(), owner);
    }

    /** Whether the number was given to another process by now. */
    private static boolean beganAfter(ProcessHandle process, Path owner) {
        try {
            Instant written = Files.getLastModifiedTime(owner).toInstant();
            return process.info()
                    .startInstant()
                    .filter(start -> start.isAfter(written.plusSeconds(CLOCK_SECONDS)))
                    .isPresent();
        } catch (IOException gone) {
            return true;
        }
    }

    /** Adds what a second process should be told of this one, such as its address. */
    void describe(String text) throws IOException {
        write(owner, "process " + ProcessHandle.current().pid() + ", " + text + "\n");
    }

    private static void write(Path owner, String text) throws IOException {
        try (FileChannel file = FileChannel.open(owner, NEW, Permissions.ofFile(owner))) {
            file.truncate(0);
            file.write(StandardCharsets.UTF_8.encode(text));
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(owner);
        }
    }
}
