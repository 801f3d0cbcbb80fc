package io.webbrick.gateway.logging.ring;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first page of a ring file: whose it is, what was committed, what was lost. The layout stands in
 * docs/format/ring.md. Commits and {@code freed} are stored by the writer thread, losses under a lock by any.
 */
final class RingHeader {
    static final int BYTES = 4_096;
    static final int MAX_FILES = 40;

    static final long MAGIC = 0x0A0D_474E_4952_4257L;
    static final int VERSION = 1;
    static final int OPEN = 1;
    static final int CLEAN = 2;

    static final int VERSION_AT = 8;
    static final int STATE_AT = 76;
    static final int LOSSES_AT = 128;
    static final int COMMITS_AT = 1_408;
    static final int COMMIT_BYTES = 1_312;
    private static final int CAPACITY_AT = 16;
    private static final int RING_ID_AT = 24;
    private static final int LEDGER_ID_AT = 40;
    private static final int CRC_AT = 72;
    private static final int FREED_AT = 80;
    private static final int LOSS_BYTES = 32;
    private static final int COMMIT_HEAD = 32;
    private static final int ENTRY_BYTES = 32;

    private final ByteBuffer page;
    private final ByteBuffer scratch = ByteBuffer.allocate(COMMIT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();
    private long commits;

    RingHeader(ByteBuffer page) {
        this.page = page.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes of a header for a ring that nothing was written to. */
    static ByteBuffer fresh(int capacity, UUID ringId, UUID ledgerId) {
        ByteBuffer page = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        page.putLong(0, MAGIC);
        page.putInt(VERSION_AT, VERSION);
        page.putInt(12, BYTES);
        page.putInt(CAPACITY_AT, capacity);
        page.putInt(20, MAX_FILES);
        putId(page, RING_ID_AT, ringId);
        putId(page, LEDGER_ID_AT, ledgerId);
        page.putInt(CRC_AT, crcOf(page, 0, CRC_AT));
        page.putInt(STATE_AT, OPEN);
        new RingHeader(page).commit(0, List.of());
        return page;
    }

    /**
     * Checks that this is a ring of ours that can be read.
     *
     * @throws IOException saying what is wrong with it
     */
    void check(long fileBytes) throws IOException {
        if (page.getLong(0) != MAGIC) {
            throw new IOException("it is not a ring");
        }
        if (page.getInt(VERSION_AT) != VERSION) {
            throw new IOException(
                    "its layout is version " + page.getInt(VERSION_AT) + ", this program reads " + VERSION);
        }
        if (page.getInt(CRC_AT) != crcOf(page, 0, CRC_AT)) {
            throw new IOException("its header is damaged");
        }
        int capacity = capacity();
        if (capacity < Ring.SMALLEST || Integer.bitCount(capacity) != 1 || fileBytes != BYTES + (long) capacity) {
            throw new IOException("it has " + fileBytes + " bytes, its capacity is " + capacity);
        }
    }

    int capacity() {
        return page.getInt(CAPACITY_AT);
    }

    UUID ringId() {
        return id(RING_ID_AT);
    }

    UUID ledgerId() {
        return id(LEDGER_ID_AT);
    }

    boolean isClean() {
        return page.getInt(STATE_AT) == CLEAN;
    }

    void markClean() {
        VarHandle.releaseFence();
        page.putInt(STATE_AT, CLEAN);
    }

    /** Up to where slots are zeros again. */
    long freed() {
        return page.getLong(FREED_AT);
    }

    void freed(long position) {
        VarHandle.releaseFence();
        page.putLong(FREED_AT, position);
        VarHandle.releaseFence();
    }

    /** Stores a commit in the slot that is not in force; it is in force once its last byte is there. */
    void commit(long head, List<? extends Commit.FileState> files) {
        long number = commits + 1;
        int count = Math.min(files.size(), MAX_FILES);
        scratch.clear();
        scratch.putLong(number).putLong(head).putInt(count).putInt(0).putLong(0);
        for (int index = 0; index < count; index++) {
            Commit.FileState file = files.get(index);
            scratch.putInt(file.fileId()).putInt(file.generation()).putLong(file.offset());
            scratch.putInt(file.tailCrc()).putInt(file.pending()).putLong(file.reported());
        }
        int length = scratch.position();
        crc.reset();
        crc.update(scratch.array(), 0, length);
        scratch.putInt(20, (int) crc.getValue());
        int at = commitAt(number);
        page.putLong(at, 0);
        VarHandle.releaseFence();
        page.put(at + 8, scratch.array(), 8, length - 8);
        VarHandle.releaseFence();
        page.putLong(at, number);
        VarHandle.releaseFence();
        commits = number;
    }

    /**
     * The commit in force.
     *
     * @throws IOException when neither slot holds one
     */
    Commit committed() throws IOException {
        long first = numberIfWhole(COMMITS_AT);
        long second = numberIfWhole(COMMITS_AT + COMMIT_BYTES);
        commits = Math.max(first, second);
        if (commits == 0) {
            throw new IOException("neither of its commits is whole");
        }
        return read(first > second ? COMMITS_AT : COMMITS_AT + COMMIT_BYTES);
    }

    private long numberIfWhole(int at) {
        int count = page.getInt(at + 16);
        if (count < 0 || count > MAX_FILES || page.getLong(at) <= 0) {
            return 0;
        }
        var copy = new byte[COMMIT_HEAD + count * ENTRY_BYTES];
        page.get(at, copy);
        int wanted = page.getInt(at + 20);
        copy[20] = copy[21] = copy[22] = copy[23] = 0;
        var check = new CRC32C();
        check.update(copy, 0, copy.length);
        return (int) check.getValue() == wanted ? page.getLong(at) : 0;
    }

    private Commit read(int at) {
        var files = new ArrayList<Commit.Entry>();
        for (int index = 0; index < page.getInt(at + 16); index++) {
            int entry = at + COMMIT_HEAD + index * ENTRY_BYTES;
            files.add(new Commit.Entry(
                    page.getInt(entry),
                    page.getInt(entry + 4),
                    page.getLong(entry + 8),
                    page.getInt(entry + 16),
                    page.getInt(entry + 20),
                    page.getLong(entry + 24)));
        }
        return new Commit(page.getLong(at + 8), files);
    }

    /** Takes a place for the losses of a file; -1 when all are taken. */
    synchronized int track(int fileId) {
        for (int slot = 0; slot < MAX_FILES; slot++) {
            if (page.getInt(LOSSES_AT + slot * LOSS_BYTES) == fileId) {
                return slot;
            }
        }
        for (int slot = 0; slot < MAX_FILES; slot++) {
            int at = LOSSES_AT + slot * LOSS_BYTES;
            if (page.getInt(at) == 0) {
                page.putLong(at + 8, 0);
                page.putInt(at, fileId);
                return slot;
            }
        }
        return -1;
    }

    synchronized void untrack(int slot) {
        page.putInt(LOSSES_AT + slot * LOSS_BYTES, 0);
    }

    synchronized void lost(int slot, long records, long epochMillis) {
        int at = LOSSES_AT + slot * LOSS_BYTES;
        long before = page.getLong(at + 8);
        if (before == 0) {
            page.putLong(at + 16, epochMillis);
        }
        page.putLong(at + 24, epochMillis);
        page.putLong(at + 8, before + records);
    }

    synchronized List<Commit.Lost> losses() {
        var losses = new ArrayList<Commit.Lost>();
        for (int slot = 0; slot < MAX_FILES; slot++) {
            int at = LOSSES_AT + slot * LOSS_BYTES;
            if (page.getInt(at) != 0) {
                losses.add(new Commit.Lost(
                        page.getInt(at), page.getLong(at + 8), page.getLong(at + 16), page.getLong(at + 24)));
            }
        }
        return losses;
    }

    private static int commitAt(long number) {
        return COMMITS_AT + (int) (number & 1) * COMMIT_BYTES;
    }

    private static int crcOf(ByteBuffer page, int from, int to) {
        var copy = new byte[to - from];
        page.get(from, copy);
        var check = new CRC32C();
        check.update(copy, 0, copy.length);
        return (int) check.getValue();
    }

    private static void putId(ByteBuffer page, int at, UUID id) {
        page.putLong(at, id.getMostSignificantBits());
        page.putLong(at + 8, id.getLeastSignificantBits());
    }

    private UUID id(int at) {
        return new UUID(page.getLong(at), page.getLong(at + 8));
    }
}
