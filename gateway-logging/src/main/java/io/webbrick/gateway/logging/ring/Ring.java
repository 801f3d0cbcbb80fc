package io.webbrick.gateway.logging.ring;

import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A ring of bytes between the threads that log and the one writer. A record is encoded completely before it claims its
 * slot, so that between claim and commit there is nothing but a copy: nothing allocates, nothing is called.
 *
 * <p>Positions count bytes since the ring began and never wrap; a slot lies at its position modulo the capacity. A slot
 * is a multiple of eight bytes:
 *
 * <pre>
 *  0  i32 state: 0 free, negative claimed, positive committed; its absolute value is the size of the slot
 *  4  u8  version of this layout, 1
 *  5  u8  kind: 1 record, 2 padding
 *  6  u16 route id
 *  8  i64 sequence: the slot's own position
 * 16  i32 bytes of the record
 * 20  i32 id of the thread that claimed it, its highest bit set for a virtual thread
 * 24  the record
 * </pre>
 *
 * Numbers are little endian. The consumer zeroes a slot before it gives it back; zeros are a claim whose head is not
 * written yet. Any number of threads append; one thread drains. A slot whose owner died before it committed is skipped,
 * one whose owner is only slow never.
 *
 * <p>A ring is in a mapped file ({@link RingFile}), where what it holds survives the process from the moment
 * {@link #append} returns, or in the memory of the process, where it does not; {@link #describe()} says which. When a
 * mapping fails it goes on in memory. The crash contract stands in docs/format/ring.md.
 */
public final class Ring {
    static final int SLOT_HEAD = 24;
    static final int SMALLEST = 4_096;
    static final byte VERSION = 1;
    static final byte RECORD = 1;
    static final byte PADDING = 2;
    private static final int RECORD_KIND = VERSION | (RECORD << 8);
    private static final int SMALLEST_PADDING = 8;
    private static final int SPOILED = 64;
    private static final int SPOILED_SHIFT = 5;
    private static final long DOZE_NANOS = 20_000_000L;
    private static final long SUSPICIOUS_NANOS = 1_000_000_000L;

    /** A tail from which nothing can be claimed any more. */
    private static final long SEALED = Long.MAX_VALUE / 2;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle CURSOR = MethodHandles.arrayElementVarHandle(long[].class);

    /** Where the next claim begins; changed by every producer. On a cache line of its own, like each cursor. */
    private static final int TAIL = 16;

    /** Up to where slots are free again; changed by the consumer only. */
    private static final int HEAD = 32;

    /** How the consumer sleeps: 0 not at all, {@link #UNTIL_WOKEN}, {@link #FOR_A_MOMENT}. */
    private static final int PARKED = 48;

    private static final long UNTIL_WOKEN = 1;
    private static final long FOR_A_MOMENT = 2;

    /** A consumer that dozes is woken when this part of the ring is taken: it must not fill while nobody looks. */
    private static final int DOZING_SHARE = 4;

    private final long[] cursors = new long[64];
    private final int capacity;
    private final String place;
    private final byte[] zeros = new byte[4_096];

    /** Read by producers after their claim, which orders it behind a switch; no volatile read is needed. */
    private Region region;

    /**
     * Claims in which something was thrown, by a stack or a memory at its end: where each begins and ends. Noted by whoever
     * claimed without calling anything, as the next call might throw again; an end of 0 is a free place.
     */
    private final long[] spoiledFrom = new long[SPOILED];

    private final long[] spoiledEnd = new long[SPOILED];

    /** The two together, as another thread may see three plain writes in any order. */
    private final long[] spoiledCheck = new long[SPOILED];

    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread consumer;
    private long stuckAt = -1;
    private long stuckSince;

    Ring(Region region, long head, String place) {
        this.region = region;
        this.capacity = region.slots.capacity();
        this.place = place;
        CURSOR.setVolatile(cursors, TAIL, head);
        CURSOR.setVolatile(cursors, HEAD, head);
    }

    /** A ring in the memory of this process; {@code capacity} bytes, a power of two from 4 KiB. */
    public static Ring inMemory(int capacity) {
        if (capacity < SMALLEST || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity (" + capacity + ") must be a power of two from " + SMALLEST);
        }
        return new Ring(new Region(ByteBuffer.allocateDirect(capacity), 0, null), 0, "memory of the process");
    }

    /** Where it lives and what that means, in words for {@code status}. */
    public String describe() {
        String size = capacity / 1_024 + " KiB, ";
        if (failure != null) {
            return "memory of the process, " + size + "not crash-durable: " + place + " failed";
        }
        return place + ", " + size + (isDurable() ? "crash-durable" : "not crash-durable");
    }

    /** Whether what it holds survives the process. */
    public boolean isDurable() {
        return region.header != null;
    }

    /** Why it had to go on in memory; null while all is well. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** The largest record it takes, bytes. */
    public int maxRecordBytes() {
        return capacity / 4 - SLOT_HEAD;
    }

    /**
     * Appends a record. Returns the position after it, or -1 when there is no room now: the caller may wait and try
     * again, or give it up.
     */
    public long append(Utf8Buffer record, int routeId) {
        return append(record, routeId, capacity);
    }

    /** As {@link #append(Utf8Buffer, int)}, but there is no room once more than {@code limit} bytes would be taken. */
    public long append(Utf8Buffer record, int routeId, int limit) {
        int length = record.length();
        int size = slotSize(length);
        long claimed = claim(size, limit);
        if (claimed < 0) {
            return -1;
        }
        Region in = region;
        if (claimed < in.first) {
            return -1;
        }
        int untilEnd = untilEnd(claimed);
        long position = untilEnd < size ? claimed + untilEnd : claimed;
        try {
            ByteBuffer slots = in.slots;
            if (position != claimed) {
                pad(slots, index(claimed), untilEnd);
            }
            int index = index(position);
            INT.setRelease(slots, index, -size);
            slots.putInt(index + 4, RECORD_KIND | (routeId << 16));
            slots.putLong(index + 8, position);
            slots.putLong(index + 16, length | ((long) Owners.current() << 32));
            slots.put(index + SLOT_HEAD, record.bytes(), 0, length);
            INT.setRelease(slots, index, size);
            return position + size;
        } catch (Throwable broken) {
            if (broken instanceof InternalError) {
                fail(in, broken);
                return -1;
            }
            long end = position + size;
            int place = (int) (claimed >>> SPOILED_SHIFT) & (SPOILED - 1);
            for (int tries = 0; tries < SPOILED && spoiledEnd[place] != 0; tries++) {
                place = (place + 1) & (SPOILED - 1);
            }
            spoiledFrom[place] = claimed;
            spoiledEnd[place] = end;
            spoiledCheck[place] = claimed ^ end;
            throw broken;
        }
    }

    /** Claims {@code size} bytes in one piece, with the padding before them when they would cross the end. */
    private long claim(int size, int limit) {
        while (true) {
            long from = (long) CURSOR.getVolatile(cursors, TAIL);
            int untilEnd = untilEnd(from);
            int need = untilEnd < size ? untilEnd + size : size;
            if (from + need - (long) CURSOR.getVolatile(cursors, HEAD) > limit) {
                return -1;
            }
            if (CURSOR.compareAndSet(cursors, TAIL, from, from + need)) {
                return from;
            }
            Thread.onSpinWait();
        }
    }

    private static void pad(ByteBuffer slots, int index, int size) {
        assert size >= SMALLEST_PADDING : "slots are multiples of eight bytes";
        slots.put(index + 4, VERSION);
        slots.put(index + 5, PADDING);
        INT.setRelease(slots, index, size);
    }

    /** Goes on in memory, behind everything that could have been claimed of the region that failed. */
    private synchronized void fail(Region broken, Throwable why) {
        if (region == broken && broken.header != null) {
            long first = (long) CURSOR.getVolatile(cursors, HEAD) + 2L * capacity;
            region = new Region(ByteBuffer.allocateDirect(capacity), first, null);
            failure = why;
            CURSOR.setVolatile(cursors, TAIL, first);
        }
    }

    /**
     * Hands committed records to {@code each} in order, from {@code from} on, until there are none or about
     * {@code maxBytes} were seen. Their slots stay taken until {@link #free} gives them back. Returns the position up to
     * which it came.
     */
    public long drain(long from, int maxBytes, RecordConsumer each) {
        long end = tail();
        Region in = region;
        long position = Math.max(from, in.first);
        try {
            while (position - from < maxBytes && position != end) {
                ByteBuffer slots = in.slots;
                int index = index(position);
                int size = (int) INT.getAcquire(slots, index);
                if (size <= 0) {
                    size = sizeIfAbandoned(slots, index, position, size);
                    if (size == 0) {
                        break;
                    }
                } else if (slots.get(index + 5) == RECORD) {
                    each.record(
                            slots,
                            index + SLOT_HEAD,
                            slots.getInt(index + 16),
                            slots.getShort(index + 6) & 0xFFFF,
                            position);
                }
                position += size;
            }
        } catch (InternalError fault) {
            fail(in, fault);
        }
        return position;
    }

    /** The bytes to pass over when the claim at {@code position} will never be committed; else 0. */
    private int sizeIfAbandoned(ByteBuffer slots, int index, long position, int state) {
        for (int place = 0; place < SPOILED; place++) {
            long from = spoiledFrom[place];
            long end = spoiledEnd[place];
            boolean whole = spoiledCheck[place] == (from ^ end);
            if (whole && from <= position && position < end) {
                spoiledEnd[place] = 0;
                return (int) (end - position);
            }
        }
        return sizeIfOwnerIsGone(slots, index, position, state);
    }

    /** The size of a claimed slot whose owner is dead, found after a second of waiting for it; else 0. */
    private int sizeIfOwnerIsGone(ByteBuffer slots, int index, long position, int state) {
        if (stuckAt != position) {
            stuckAt = position;
            stuckSince = System.nanoTime();
            return 0;
        }
        if (state == 0 || System.nanoTime() - stuckSince < SUSPICIOUS_NANOS) {
            return 0;
        }
        stuckSince = System.nanoTime();
        int owner = slots.getInt(index + 20);
        boolean abandoned = Owners.isGone(owner) && (int) INT.getAcquire(slots, index) == state;
        return abandoned ? -state : 0;
    }

    /**
     * As {@link #drain} for the ring of a process that is gone: a claim that was not committed is passed over. Returns
     * the position up to which it came; {@link #salvageEnd()} is the last.
     *
     * @throws IOException when a slot cannot be one
     */
    public long salvage(long from, int maxBytes, RecordConsumer each) throws IOException {
        ByteBuffer slots = region.slots;
        long end = salvageEnd();
        long position = from;
        while (position < end && position - from < maxBytes) {
            int index = index(position);
            int state = slots.getInt(index);
            if (state == 0) {
                position += 8;
                continue;
            }
            int size = Math.abs(state);
            if (state == Integer.MIN_VALUE || size % 8 != 0 || size > untilEnd(position)) {
                throw new IOException("the slot at " + position + " cannot have " + size + " bytes");
            }
            if (state > 0 && slots.get(index + 5) != PADDING) {
                record(slots, index, size, position, each);
            }
            position += size;
        }
        return Math.min(position, end);
    }

    private static void record(ByteBuffer slots, int index, int size, long position, RecordConsumer each)
            throws IOException {
        int length = size < SLOT_HEAD ? -1 : slots.getInt(index + 16);
        boolean whole = slots.get(index + 4) == VERSION
                && slots.get(index + 5) == RECORD
                && slots.getLong(index + 8) == position
                && length >= 0
                && slotSize(length) == size;
        if (!whole) {
            throw new IOException("the slot at " + position + " is damaged");
        }
        each.record(slots, index + SLOT_HEAD, length, slots.getShort(index + 6) & 0xFFFF, position);
    }

    /** Behind this position the process that is gone could not claim. */
    public long salvageEnd() {
        RingHeader header = region.header;
        return header == null ? tail() : header.freed() + capacity;
    }

    /** Gives everything before {@code position} back to the producers. */
    public void free(long position) {
        Region in = region;
        try {
            long at = Math.max(head(), in.first);
            while (at < position) {
                int index = index(at);
                int count = (int) Math.min(Math.min(zeros.length, position - at), capacity - index);
                in.slots.put(index, zeros, 0, count);
                at += count;
            }
            if (in.header != null) {
                in.header.freed(position);
            }
        } catch (InternalError fault) {
            fail(in, fault);
        }
        CURSOR.setVolatile(cursors, HEAD, position);
    }

    /** Notes in the file that every record before {@code head} is in its files; nothing for a ring in memory. */
    public void commit(long head, List<? extends Commit.FileState> files) {
        Region in = region;
        if (in.header != null) {
            try {
                in.header.commit(head, files);
            } catch (InternalError fault) {
                fail(in, fault);
            }
        }
    }

    /** A place in the file for the losses of a ledger's file; -1 when there is none: then recovery cannot cover it. */
    public int track(int fileId) {
        RingHeader header = region.header;
        return header == null ? -1 : header.track(fileId);
    }

    /** Gives the place back. */
    public void untrack(int slot) {
        RingHeader header = region.header;
        if (header != null && slot >= 0) {
            header.untrack(slot);
        }
    }

    /** Notes records that a file will not have. Any thread. */
    public void lost(int slot, long records, long epochMillis) {
        Region in = region;
        if (in.header != null && slot >= 0) {
            try {
                in.header.lost(slot, records, epochMillis);
            } catch (InternalError fault) {
                fail(in, fault);
            }
        }
    }

    /** Ends it when nothing was claimed behind {@code position}; false when something was. */
    public boolean seal(long position) {
        return CURSOR.compareAndSet(cursors, TAIL, position, SEALED);
    }

    /** Up to where producers have claimed. */
    public long tail() {
        return (long) CURSOR.getVolatile(cursors, TAIL);
    }

    /** Up to where slots are free again; it stands still while nothing is written. */
    public long head() {
        return (long) CURSOR.getVolatile(cursors, HEAD);
    }

    /** Bytes it has room for, the heads of the slots included. */
    public int capacity() {
        return capacity;
    }

    /** How full it is, 0 to 1. */
    public double fill() {
        return (tail() - head()) / (double) capacity;
    }

    /** Makes {@code thread} the one that {@link #wake} wakes. */
    public void consumedBy(Thread thread) {
        consumer = thread;
    }

    /** Sleeps a moment, for a consumer that expects more soon; nobody has to wake it. */
    public void doze() {
        CURSOR.setVolatile(cursors, PARKED, FOR_A_MOMENT);
        LockSupport.parkNanos(this, DOZE_NANOS);
        CURSOR.setVolatile(cursors, PARKED, 0L);
    }

    /** Sleeps until a producer appends behind {@code position} or {@code nanos} have passed. */
    public void park(long position, long nanos) {
        CURSOR.setVolatile(cursors, PARKED, UNTIL_WOKEN);
        VarHandle.fullFence();
        if (tail() == position) {
            LockSupport.parkNanos(this, nanos);
        }
        CURSOR.setVolatile(cursors, PARKED, 0L);
    }

    /** After an append: wakes the consumer if it sleeps until woken, or dozes while a quarter of the ring is taken. */
    public void wakeIfParked() {
        long sleep = (long) CURSOR.getVolatile(cursors, PARKED);
        if (sleep != 0) {
            boolean needed = sleep == UNTIL_WOKEN || tail() - head() > capacity / DOZING_SHARE;
            if (needed && CURSOR.compareAndSet(cursors, PARKED, sleep, 0L)) {
                wake();
            }
        }
    }

    /** Wakes the consumer from any sleep. */
    public void wake() {
        Thread thread = consumer;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private int untilEnd(long position) {
        return capacity - index(position);
    }

    private int index(long position) {
        return (int) (position & (capacity - 1));
    }

    /** Bytes that the slot of a record of this length takes. */
    public static int slotSize(int length) {
        return (SLOT_HEAD + length + 7) & -8;
    }

    /** Is handed each record: its bytes lie in {@code slots} from {@code index}, its slot at {@code position}. */
    @FunctionalInterface
    public interface RecordConsumer {
        /** One record; the bytes must be copied before {@link Ring#free} is called. */
        void record(ByteBuffer slots, int index, int length, int routeId, long position);
    }
}
