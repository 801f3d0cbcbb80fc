package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Small files of the logger's own, such as levels set at run time: a reader finds the old content or the new, after a crash
 * too; owner and group may read them, whatever the umask, and no link is followed. Stateless.
 */
public final class StateFile {
    private static final String FRESH = ".new";

    private StateFile() {}

    /** Puts this content, on the disk when it returns, in place of what the file held; makes missing directories. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + FRESH);
        Files.deleteIfExists(next);
        create(next, content);
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes a file that is not there yet, with its directories, and brings it to the disk. */
    public static void create(Path file, byte[] content) throws IOException {
        write(file, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC, LinkOption.NOFOLLOW_LINKS);
    }

    /** As {@link #create}, for content that may be missing after a power cut. */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, content, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static void write(Path file, byte[] content, OpenOption... options) throws IOException {
        Permissions.createDirectories(
                Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.createFile(file, Permissions.ofFile(file));
        Files.write(file, content, options);
    }
}
