package io.webbrick.gateway.logging.ring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A look at the ring of another process, alive or dead, that changes nothing and takes no lock: two files are opened and
 * closed again.
 *
 * @param ringId which ring
 * @param ledgerId the ledger it belongs to
 * @param commit the commit in force at the moment of the look
 */
public record RingGlance(UUID ringId, UUID ledgerId, Commit commit) {
    /** A commit is stored within a microsecond; so many looks do not all fall into one. */
    private static final int LOOKS = 20;

    private static final String STATE = ".state";

    /** So far below its log directory a file may lie. */
    private static final int LEVELS = 4;

    /**
     * The state directory with a pointer in it, or in that of another volume below it, of the log directory that this file
     * lies in or some way below: there is one while a process runs, and after it died.
     */
    public static @Nullable Path stateAbove(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !RingFile.isPossible(directory)) {
            return null;
        }
        for (int level = 0; level < LEVELS && directory != null; level++) {
            Path state = directory.resolve(STATE);
            if (RingPointer.exists(state) || leadsElsewhere(directory)) {
                return state;
            }
            directory = directory.getParent();
        }
        return null;
    }

    private static boolean leadsElsewhere(Path directory) {
        return volumes(directory).stream().anyMatch(volume -> RingPointer.exists(stateOf(volume)));
    }

    /** Where a log directory keeps rings of its streams on other volumes: like small log directories, by name. */
    public static List<Path> volumes(Path logDirectory) {
        return OtherVolumes.directories(logDirectory);
    }

    /** The log directory that such a one belongs to; any other directory is its own. */
    public static Path logDirectoryOf(Path directory) {
        return OtherVolumes.logDirectoryOf(directory);
    }

    /** The state directory of a log directory, or of one of those. */
    public static Path stateOf(Path logDirectory) {
        return OtherVolumes.stateOf(logDirectory);
    }

    /** Follows the pointer of this state directory; null when there is no ring that could be read. */
    public static @Nullable RingGlance at(Path state) {
        try {
            RingPointer pointer = RingPointer.read(state);
            return pointer == null ? null : look(pointer);
        } catch (IOException gone) {
            return null;
        }
    }

    private static @Nullable RingGlance look(RingPointer pointer) throws IOException {
        try (SeekableByteChannel ring =
                Files.newByteChannel(pointer.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            for (int look = 0; look < LOOKS; look++) {
                ByteBuffer page = ByteBuffer.allocate(RingHeader.BYTES);
                ring.position(0);
                while (page.hasRemaining() && ring.read(page) > 0) {
                    Thread.onSpinWait();
                }
                RingGlance glance = page.hasRemaining() ? null : of(page, pointer);
                if (glance != null) {
                    return glance;
                }
            }
        } catch (NoSuchFileException ended) {
            return null;
        }
        return null;
    }

    private static @Nullable RingGlance of(ByteBuffer page, RingPointer pointer) {
        var header = new RingHeader(page);
        try {
            header.check(RingHeader.BYTES + (long) header.capacity());
            boolean meant = header.ringId().equals(pointer.ringId()) && !header.isClean();
            return meant ? new RingGlance(header.ringId(), header.ledgerId(), header.committed()) : null;
        } catch (IOException changing) {
            return null;
        }
    }

    /** What is committed of this file of the ledger; null when nothing is yet. */
    public Commit.@Nullable Entry file(int fileId) {
        for (Commit.Entry entry : commit.files()) {
            if (entry.fileId() == fileId) {
                return entry;
            }
        }
        return null;
    }

    /**
     * What the ring of a dead process holds, copied into memory for readers: its file is opened to be read only and nothing
     * is changed. Memory: the size of the ring.
     */
    public static final class Copy {
        private final RingHeader header;
        private final Ring ring;
        private final Commit commit;

        private Copy(RingHeader header, Ring ring, Commit commit) {
            this.header = header;
            this.ring = ring;
            this.commit = commit;
        }

        /**
         * The ring that the pointer of this state directory leads to; null when there is none, or a process is at work on it.
         * No lock is taken, for a gateway that starts at this moment must get it.
         *
         * @throws IOException when it cannot be read
         */
        public static @Nullable Copy at(Path state) throws IOException {
            RingPointer pointer = RingPointer.read(state);
            if (pointer == null || RingFile.isOurs(pointer.file())) {
                return null;
            }
            try (FileChannel file =
                    FileChannel.open(pointer.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                return read(file, pointer);
            } catch (NoSuchFileException ended) {
                return null;
            }
        }

        private static @Nullable Copy read(FileChannel file, RingPointer pointer) throws IOException {
            ByteBuffer page = bytes(file, 0, RingHeader.BYTES);
            var header = new RingHeader(page);
            header.check(file.size());
            if (!header.ringId().equals(pointer.ringId()) || header.isClean()) {
                return null;
            }
            Commit commit = header.committed();
            var slots = new Region(bytes(file, RingHeader.BYTES, header.capacity()), 0, header);
            if (!bytes(file, 0, RingHeader.BYTES).equals(page)) {
                return null;
            }
            return new Copy(
                    header, new Ring(slots, commit.head(), pointer.file().toString()), commit);
        }

        private static ByteBuffer bytes(FileChannel file, long from, int count) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(count);
            while (bytes.hasRemaining()) {
                if (file.read(bytes, from + bytes.position()) < 0) {
                    throw new IOException("the ring ends at byte " + (from + bytes.position()));
                }
            }
            return bytes.clear();
        }

        /** The ledger it belongs to. */
        public UUID ledgerId() {
            return header.ledgerId();
        }

        /** The commit in force. */
        public Commit committed() {
            return commit;
        }

        /** The records; nothing that is done with it reaches the file. */
        public Ring ring() {
            return ring;
        }
    }
}
