package io.webbrick.gateway.logging.ring;

import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Small rings for states that live for microseconds, and records whose bytes tell whether they are whole. Any thread. */
final class Rings {
    static final int CAPACITY = Ring.SMALLEST;

    /** Bytes of a record of {@link #record}; its slot takes {@link #SLOT}. */
    static final int LENGTH = 104;

    static final int SLOT = 128;

    private static final int SLAB = 256 * CAPACITY;
    private static final ThreadLocal<Slab> SLABS = ThreadLocal.withInitial(Slab::new);

    private Rings() {}

    /** Zeros for one ring, cut from a larger piece. */
    static ByteBuffer zeros() {
        return SLABS.get().next();
    }

    /** A ring of zeros in memory, whose first claim begins at {@code head}. */
    static Ring inMemory(long head) {
        return new Ring(new Region(zeros(), 0, null), head, "stress");
    }

    /** A ring in a mapped file with a header, as the shipped ones are. */
    static Ring mapped() {
        try {
            return Mapped.next();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A record of {@link #LENGTH} times the same letter. */
    static Utf8Buffer record(char letter) {
        var record = new Utf8Buffer(LENGTH);
        for (int count = 0; count < LENGTH; count++) {
            record.put(letter);
        }
        return record;
    }

    /** The letter of a record, a question mark when it is not whole. */
    static char letter(ByteBuffer slots, int index, int length) {
        char first = (char) slots.get(index);
        boolean whole = length == LENGTH && first >= 'A';
        for (int at = 0; whole && at < length; at++) {
            whole = slots.get(index + at) == first;
        }
        return whole ? first : '?';
    }

    /** A piece of memory that is handed out ring by ring. */
    private static final class Slab {
        private ByteBuffer slab = ByteBuffer.allocateDirect(SLAB);
        private int used;

        ByteBuffer next() {
            if (used == SLAB) {
                slab = ByteBuffer.allocateDirect(SLAB);
                used = 0;
            }
            ByteBuffer ring = slab.slice(used, CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
            used += CAPACITY;
            return ring;
        }
    }

    /** One file after the other, deleted at once and kept by its mapping alone. */
    private static final class Mapped {
        private static final int BYTES = 256 * (RingHeader.BYTES + CAPACITY);
        private static final ThreadLocal<Mapped> CURRENT = ThreadLocal.withInitial(Mapped::new);

        private ByteBuffer file = ByteBuffer.allocate(0);
        private int used;

        static Ring next() throws IOException {
            return CURRENT.get().cut();
        }

        private Ring cut() throws IOException {
            if (used == file.capacity()) {
                Path path = Files.createTempFile("ring", ".stress");
                try (FileChannel channel = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                    file = channel.map(MapMode.READ_WRITE, 0, BYTES);
                }
                used = 0;
            }
            var header = new RingHeader(file.slice(used, RingHeader.BYTES));
            ByteBuffer slots = file.slice(used + RingHeader.BYTES, CAPACITY);
            used += RingHeader.BYTES + CAPACITY;
            return new Ring(new Region(slots, 0, header), 0, "stress");
        }
    }
}
