package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The newest file of a stream: whole lines are appended to it, and after a failed write it is cut back to its last
 * whole line before anything else goes in. Opened without following links; created readable by owner and group only, or by
 * the owner alone where the file before was. A stream and no channel, which an interrupt would close for good. Owned by the writer thread.
 */
final class LogFile {
    private static final OpenOption[] APPEND = {
        StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS
    };

    private final Path path;
    private @Nullable OutputStream out;

    /** Of the file when it is made. */
    private FileAttribute<?>[] permissions;

    /** What tells the open file from another one of its name; null where the file system does not say. */
    private @Nullable Object key;

    private long bytes;
    private boolean torn;
    private final byte[] tail = new byte[FileRepair.TAIL];
    private int tailBytes;
    private final byte[] head = new byte[LedgerSegment.HEAD];
    private int headBytes;

    LogFile(Path path) {
        this.path = path;
        this.permissions = Permissions.ofFile(path);
    }

    Path path() {
        return path;
    }

    /** Bytes of whole lines in the file. */
    long bytes() {
        return bytes;
    }

    /** Opens the file, makes it and its directory when they are missing; a half last line is finished with a line feed. */
    void open() throws IOException {
        Permissions.createDirectories(Objects.requireNonNull(path.getParent()));
        try {
            Files.createFile(path, permissions);
            bytes = 0;
            tailBytes = 0;
            headBytes = 0;
            out = Files.newOutputStream(path, APPEND);
        } catch (FileAlreadyExistsException there) {
            openExisting();
        }
        key = keyOrNull();
    }

    private @Nullable Object keyOrNull() {
        try {
            return attributes().fileKey();
        } catch (IOException unknown) {
            return null;
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether somebody has moved, deleted, replaced or cut the file since it was opened, so that lines would come to a place
     * where nobody looks. Costs one look at the directory; when that fails, nothing is known and nothing changes.
     */
    boolean isTakenAway() {
        try {
            BasicFileAttributes now = attributes();
            boolean another = key != null && !key.equals(now.fileKey());
            return another || !now.isRegularFile() || (!torn && now.size() < bytes);
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Lets go of a file that was taken away, as it is. */
    void letGo() throws IOException {
        torn = false;
        close();
    }

    private void openExisting() throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is not a regular file; move it away");
        }
        permissions = Permissions.like(path);
        bytes = Files.size(path);
        tailBytes = 0;
        headBytes = 0;
        byte[] first = FileRepair.head(path, bytes);
        remember(first, 0, first.length);
        byte[] last = bytes > first.length ? FileRepair.tailBefore(path, bytes) : first;
        tailBytes = 0;
        rememberTail(last, 0, last.length);
        boolean half = bytes > 0 && tail[tailBytes - 1] != '\n';
        out = Files.newOutputStream(path, APPEND);
        if (half) {
            finishHalfLine();
        }
    }

    /** A file whose half line cannot be finished now is not open: opening it again tries again. */
    private void finishHalfLine() throws IOException {
        byte[] lineFeed = {'\n'};
        try {
            write(lineFeed, 0, 1);
        } catch (IOException failed) {
            torn = false;
            close();
            throw failed;
        }
    }

    boolean isOpen() {
        return out != null;
    }

    /** Appends whole lines; after an exception none of them counts as written. */
    void write(byte[] lines, int offset, int length) throws IOException {
        if (torn) {
            cutBack();
        }
        OutputStream stream = out;
        if (stream == null) {
            throw new IOException(path + " is not open");
        }
        torn = true;
        stream.write(lines, offset, length);
        torn = false;
        bytes += length;
        remember(lines, offset, length);
    }

    private void cutBack() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.truncate(bytes);
        }
        torn = false;
    }

    /** Keeps the first and the last bytes of the file, for {@link #headCrc()} and {@link #tailCrc()}. */
    private void remember(byte[] lines, int offset, int length) {
        if (headBytes < head.length) {
            int added = Math.min(head.length - headBytes, length);
            System.arraycopy(lines, offset, head, headBytes, added);
            headBytes += added;
        }
        rememberTail(lines, offset, length);
    }

    private void rememberTail(byte[] lines, int offset, int length) {
        if (length >= tail.length) {
            System.arraycopy(lines, offset + length - tail.length, tail, 0, tail.length);
            tailBytes = tail.length;
            return;
        }
        int kept = Math.min(tailBytes, tail.length - length);
        System.arraycopy(tail, tailBytes - kept, tail, 0, kept);
        System.arraycopy(lines, offset, tail, kept, length);
        tailBytes = kept + length;
    }

    /** CRC32C of the up to 64 bytes before {@link #bytes()}. */
    int tailCrc() {
        return FileRepair.crc(tail, tailBytes);
    }

    /** CRC32C of the up to 64 bytes at its beginning, of whole lines as they were written. */
    int headCrc() {
        return FileRepair.crc(head, headBytes);
    }

    /** Closes the file, after what a failed write has left behind its last whole line is cut off. */
    void close() throws IOException {
        OutputStream stream = out;
        out = null;
        if (stream != null) {
            try (stream) {
                if (torn) {
                    cutBack();
                }
            }
        }
        bytes = 0;
    }
}
