package io.webbrick.gateway.logging.ring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A ring's file, mapped and locked as long as this is open, and the pointer that leads to it. Made at start, deleted at an
 * orderly end; what a killed process left is found here. The crash contract stands in docs/format/ring.md.
 */
public final class RingFile implements AutoCloseable {
    private static final String PREFIX = "ring-";
    private static final String DAMAGED = ".damaged";
    private static final int ZEROS = 1_048_576;

    /** Rings of this process: closing any channel of theirs would let go of their lock. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path state;
    private final FileChannel channel;
    private final MappedByteBuffer page;
    private final RingHeader header;
    private final Ring ring;
    private final @Nullable Object key;

    private RingFile(Path path, Path state, FileChannel channel, MappedByteBuffer page, RingHeader header, Ring ring)
            throws IOException {
        this.path = path;
        this.state = state;
        this.channel = channel;
        this.page = page;
        this.header = header;
        this.ring = ring;
        this.key = key(path);
    }

    /** How many bytes the file of a ring takes. */
    public static long bytes(int capacity) {
        return RingHeader.BYTES + (long) capacity;
    }

    /** Whether rings can be mapped in this directory's file system at all. */
    public static boolean isPossible(Path directory) {
        return directory.getFileSystem().equals(FileSystems.getDefault());
    }

    /** Where a log directory keeps the ring of its streams on another volume: like a small log directory. */
    public static Path volume(Path logDirectory, String name) {
        return OtherVolumes.directory(logDirectory, name);
    }

    /**
     * Makes a ring and points to it.
     *
     * @param directory where it lies; made ours alone, 0700
     * @param state the state directory of the log directory
     * @throws IOException when there is no place for it, or the directory is not ours
     */
    public static RingFile create(Path directory, Path state, UUID ledgerId, int capacity) throws IOException {
        ourOwn(directory);
        sweep(directory, ledgerId);
        var id = freshId();
        Path path = directory.resolve(PREFIX + id);
        FileChannel channel = FileChannel.open(
                path,
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                attributes(directory, "rw-------"));
        try {
            if (isPosix(directory) && !Files.getOwner(path).equals(Files.getOwner(directory))) {
                throw new IOException(directory + " belongs to " + Files.getOwner(directory) + ", not to us");
            }
            OURS.add(path);
            lock(channel, path);
            writeFully(channel, RingHeader.fresh(capacity, id, ledgerId), 0);
            for (long at = RingHeader.BYTES; at < RingHeader.BYTES + (long) capacity; at += ZEROS) {
                writeFully(
                        channel,
                        ByteBuffer.allocate((int) Math.min(ZEROS, RingHeader.BYTES + (long) capacity - at)),
                        at);
            }
            RingFile file = map(path, state, channel);
            new RingPointer(path, id, RingPointer.thisBoot()).write(state);
            return file;
        } catch (IOException | RuntimeException failed) {
            letGo(path, channel);
            Files.deleteIfExists(path);
            throw failed;
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** What a process before this one left behind. */
    public sealed interface Left {
        /** Nothing: it ended orderly, or there was none. */
        record Nothing() implements Left {}

        /** Its ring, locked: it must be drained. */
        record Open(RingFile file) implements Left {}

        /** No ring that can be read though there should be one; what it held is lost. */
        record Lost(String why) implements Left {}

        /** A ring that a living process uses. */
        record InUse(Path ring) implements Left {}
    }

    /** Follows the pointer of this state directory. A ring that cannot be read is set aside, not deleted. */
    public static Left left(Path state) throws IOException {
        RingPointer pointer;
        try {
            pointer = RingPointer.read(state);
        } catch (IOException unreadable) {
            RingPointer.delete(state);
            return new Left.Lost(String.valueOf(unreadable.getMessage()));
        }
        if (pointer == null) {
            return new Left.Nothing();
        }
        if (!Files.isRegularFile(pointer.file(), LinkOption.NOFOLLOW_LINKS)) {
            RingPointer.delete(state);
            return pointer.boot().equals(RingPointer.thisBoot())
                    ? new Left.Lost("the ring " + pointer.file() + " is gone")
                    : new Left.Nothing();
        }
        return open(pointer, state);
    }

    private static Left open(RingPointer pointer, Path state) throws IOException {
        if (!OURS.add(pointer.file())) {
            return new Left.InUse(pointer.file());
        }
        FileChannel channel = FileChannel.open(
                pointer.file(), StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            lock(channel, pointer.file());
        } catch (IOException locked) {
            letGo(pointer.file(), channel);
            return new Left.InUse(pointer.file());
        }
        try {
            RingFile file = map(pointer.file(), state, channel);
            if (!file.header.ringId().equals(pointer.ringId())) {
                throw new IOException("it is not the ring that was meant");
            }
            if (file.header.isClean()) {
                file.finish();
                return new Left.Nothing();
            }
            return new Left.Open(file);
        } catch (IOException | InternalError damaged) {
            letGo(pointer.file(), channel);
            RingPointer.delete(state);
            return new Left.Lost(setAside(pointer.file()) + ": " + damaged.getMessage());
        }
    }

    private static String setAside(Path ring) throws IOException {
        Path aside = ring.resolveSibling(ring.getFileName() + DAMAGED);
        Files.move(ring, aside, StandardCopyOption.ATOMIC_MOVE);
        return "the ring was set aside as " + aside;
    }

    private static RingFile map(Path path, Path state, FileChannel channel) throws IOException {
        if (channel.size() < RingHeader.BYTES) {
            throw new IOException("it has only " + channel.size() + " bytes");
        }
        MappedByteBuffer page = channel.map(FileChannel.MapMode.READ_WRITE, 0, RingHeader.BYTES);
        var header = new RingHeader(page);
        header.check(channel.size());
        long head = header.committed().head();
        ByteBuffer slots = channel.map(FileChannel.MapMode.READ_WRITE, RingHeader.BYTES, header.capacity());
        var ring = new Ring(new Region(slots, 0, header), head, path.toString());
        return new RingFile(path, state, channel, page, header, ring);
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException takenInThisProcess) {
            throw new IOException(path + " is in use by this process", takenInThisProcess);
        }
        throw new IOException(path + " is in use by another process");
    }

    /** Whether this process uses the ring in this file. */
    static boolean isOurs(Path ring) {
        return OURS.contains(ring);
    }

    /** The ring in it. */
    public Ring ring() {
        return ring;
    }

    /** The ledger it belongs to. */
    public UUID ledgerId() {
        return header.ledgerId();
    }

    /** The commit in force. */
    public Commit committed() throws IOException {
        return header.committed();
    }

    /** Brings the commit in force, or a later one, to the disk. Any thread. */
    public void syncHeader() throws IOException {
        try {
            page.force();
        } catch (UncheckedIOException failed) {
            throw new IOException("cannot sync the ring's header: " + failed.getMessage(), failed);
        }
    }

    /** Losses noted in it, told or not. */
    public List<Commit.Lost> losses() {
        return header.losses();
    }

    /** Renames it out of the way, with what could not be read; says where it is now. */
    public String setAside() throws IOException {
        letGo(path, channel);
        RingPointer.delete(state);
        return setAside(path);
    }

    /** Marks that everything in it is in the files, and deletes it. */
    public void finish() throws IOException {
        header.markClean();
        RingPointer.delete(state);
        deleteIfPossible();
        letGo(path, channel);
    }

    private static void letGo(Path path, FileChannel channel) throws IOException {
        try {
            channel.close();
        } finally {
            OURS.remove(path);
        }
    }

    /** Whether the next start would find it: the pointer is there, and the file is still the one at its path. */
    public boolean isInPlace() {
        try {
            return RingPointer.exists(state) && Objects.equals(key, key(path));
        } catch (IOException gone) {
            return false;
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** After the mapping failed: its records count as lost, and nobody must cut files to what it committed. */
    public void abandon() throws IOException {
        RingPointer.delete(state);
    }

    /** Sets aside whatever the pointer leads to, so that no later start cuts files to what it committed. */
    public static void neutralise(Path state) throws IOException {
        if (left(state) instanceof Left.Open open) {
            open.file().setAside();
        }
    }

    /** Where a mapped file cannot be deleted it is swept at a later start. */
    private void deleteIfPossible() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException mapped) {
            return;
        }
    }

    /** Lets it go as it is, for the next start to recover. */
    @Override
    public void close() throws IOException {
        letGo(path, channel);
    }

    /** Deletes rings of this ledger that no pointer leads to: made by a start that was killed, or clean and mapped then. */
    private static void sweep(Path directory, UUID ledgerId) throws IOException {
        try (DirectoryStream<Path> rings = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path path : rings) {
                if (!path.toString().endsWith(DAMAGED) && isLeftover(path, ledgerId)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static boolean isLeftover(Path path, UUID ledgerId) {
        if (OURS.contains(path)) {
            return false;
        }
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            lock(channel, path);
            ByteBuffer page = ByteBuffer.allocate(RingHeader.BYTES);
            channel.read(page, 0);
            return page.hasRemaining() || new RingHeader(page).ledgerId().equals(ledgerId);
        } catch (IOException inUse) {
            return false;
        }
    }

    /** Makes the directory, and makes sure that nobody else can put anything into it. */
    private static void ourOwn(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory, attributes(directory, "rwx------"));
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(directory + " is not a directory of its own; move it away");
        }
        if (isPosix(directory)) {
            Set<PosixFilePermission> ours = EnumSet.of(
                    PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
            if (!Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                    .equals(ours)) {
                Files.setPosixFilePermissions(directory, ours);
            }
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** What owner, group and others may do with a file that is about to be made, where the file system knows. */
    static FileAttribute<?>[] attributes(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** Unlike any other of this machine; SecureRandom would take longer than the rest of it. */
    private static UUID freshId() {
        var random = new SplittableRandom();
        return new UUID(random.nextLong(), random.nextLong());
    }
}
