package io.webbrick.gateway.logging.ring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the ring of a dead process holds, copied into memory for readers: its file is opened to be read only and nothing
 * is changed. Memory: the size of the ring.
 */
public final class RingCopy {
    private final RingHeader header;
    private final Ring ring;
    private final Commit commit;

    private RingCopy(RingHeader header, Ring ring, Commit commit) {
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
    public static @Nullable RingCopy at(Path state) throws IOException {
        RingPointer pointer = RingPointer.read(state);
        if (pointer == null || RingFile.isOurs(pointer.file())) {
            return null;
        }
        try (FileChannel file = FileChannel.open(pointer.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return read(file, pointer);
        } catch (NoSuchFileException ended) {
            return null;
        }
    }

    private static @Nullable RingCopy read(FileChannel file, RingPointer pointer) throws IOException {
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
        return new RingCopy(
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
