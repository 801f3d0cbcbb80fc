package io.webbrick.gateway.logging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process per log directory. The lock is on a file of its own that nobody else opens, for closing any descriptor of
 * a locked file lets go of the lock; who holds it is written in a second file beside it.
 */
final class DirectoryLock implements AutoCloseable {
    private static final String LOCK = ".lock";
    private static final String OWNER = ".owner";

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
        FileChannel channel = FileChannel.open(
                directory.resolve(LOCK),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        Path owner = directory.resolve(OWNER);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException("log directory " + directory + " is in use by " + ownerOf(owner)
                    + "; stop that gateway, or choose another directory with --logs DIR");
        }
        var lock = new DirectoryLock(channel, owner);
        try {
            Files.writeString(owner, "process " + ProcessHandle.current().pid() + "\n", StandardCharsets.UTF_8);
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

    /** Adds what a second process should be told of this one, such as its address. */
    void describe(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(
                "process " + ProcessHandle.current().pid() + ", " + text + "\n");
        try (FileChannel file = FileChannel.open(
                owner, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(owner);
        }
    }
}
