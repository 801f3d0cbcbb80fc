package io.webbrick.gateway.logging.ring;

import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 *  5  u8  kind: 1 record, 2 padding up to the end of the ring
 *  6  u16 route id
 *  8  i64 sequence: the slot's own position, so that bytes of an earlier lap are never taken for a record
 * 16  i32 bytes of the record
 * 20  i32 low half of the id of the thread that claimed it
 * 24  the record
 * </pre>
 *
 * Numbers are little endian. The consumer zeroes a slot before it gives it back; zeros are a claim whose head is not
 * written yet. Any number of threads append; one thread drains. This ring lives in the memory of the process: what it
 * holds does not survive a kill, and {@link #describe()} says so.
 */
public final class Ring {
    static final int SLOT_HEAD = 24;
    private static final byte VERSION = 1;
    private static final byte RECORD = 1;
    private static final byte PADDING = 2;
    private static final int SMALLEST_PADDING = 8;
    private static final long DOZE_NANOS = 20_000_000L;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle TAIL = field("tail", long.class);
    private static final VarHandle PARKED = field("parked", int.class);

    private final ByteBuffer slots;
    private final int capacity;
    private final byte[] zeros = new byte[4_096];

    /** Where the next claim begins; changed by every producer. */
    private volatile long tail;

    /** Up to where slots are free again; changed by the consumer only. */
    private volatile long head;

    /** 1 while the consumer sleeps until it is woken. */
    private volatile int parked;

    private volatile @Nullable Thread consumer;

    private Ring(ByteBuffer slots) {
        this.slots = slots.order(ByteOrder.LITTLE_ENDIAN);
        this.capacity = slots.capacity();
    }

    /** A ring in the memory of this process; {@code capacity} bytes, a power of two from 4 KiB. */
    public static Ring inMemory(int capacity) {
        if (capacity < 4_096 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity (" + capacity + ") must be a power of two from 4096");
        }
        return new Ring(ByteBuffer.allocateDirect(capacity));
    }

    /** Where it lives and what that means, in words for {@code status}. */
    public String describe() {
        return "memory of the process, " + capacity / 1_024 + " KiB, not crash-durable";
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
        int size = slotSize(record.length());
        long claimed = claim(size);
        if (claimed < 0) {
            return -1;
        }
        long position = claimed;
        int untilEnd = untilEnd(claimed);
        if (untilEnd < size) {
            pad(claimed, untilEnd);
            position += untilEnd;
        }
        int index = index(position);
        INT.setRelease(slots, index, -size);
        slots.put(index + 4, VERSION);
        slots.put(index + 5, RECORD);
        slots.putShort(index + 6, (short) routeId);
        slots.putLong(index + 8, position);
        slots.putInt(index + 16, record.length());
        slots.putInt(index + 20, (int) Thread.currentThread().getId());
        slots.put(index + SLOT_HEAD, record.bytes(), 0, record.length());
        INT.setRelease(slots, index, size);
        return position + size;
    }

    /** Claims {@code size} bytes in one piece, with the padding before them when they would cross the end. */
    private long claim(int size) {
        while (true) {
            long from = tail;
            int untilEnd = untilEnd(from);
            int need = untilEnd < size ? untilEnd + size : size;
            if (from + need - head > capacity) {
                return -1;
            }
            if (TAIL.compareAndSet(this, from, from + need)) {
                return from;
            }
            Thread.onSpinWait();
        }
    }

    private void pad(long position, int size) {
        assert size >= SMALLEST_PADDING : "slots are multiples of eight bytes";
        int index = index(position);
        slots.put(index + 4, VERSION);
        slots.put(index + 5, PADDING);
        INT.setRelease(slots, index, size);
    }

    /**
     * Hands committed records to {@code each} in order, from {@code from} on, until there are none or about
     * {@code maxBytes} were seen. Their slots stay taken until {@link #free} gives them back. Returns the position up to
     * which it came.
     */
    public long drain(long from, int maxBytes, RecordConsumer each) {
        long position = from;
        long end = tail;
        while (position - from < maxBytes && position != end) {
            int index = index(position);
            int size = (int) INT.getAcquire(slots, index);
            if (size <= 0) {
                break;
            }
            if (slots.get(index + 5) == RECORD) {
                each.record(slots, index + SLOT_HEAD, slots.getInt(index + 16), slots.getShort(index + 6) & 0xFFFF);
            }
            position += size;
        }
        return position;
    }

    /** Gives everything before {@code position} back to the producers. */
    public void free(long position) {
        long at = head;
        while (at < position) {
            int index = index(at);
            int count = (int) Math.min(Math.min(zeros.length, position - at), capacity - index);
            slots.put(index, zeros, 0, count);
            at += count;
        }
        head = position;
    }

    /** Up to where producers have claimed. */
    public long tail() {
        return tail;
    }

    /** How full it is, 0 to 1. */
    public double fill() {
        return (tail - head) / (double) capacity;
    }

    /** Makes {@code thread} the one that {@link #wake} wakes. */
    public void consumedBy(Thread thread) {
        consumer = thread;
    }

    /** Sleeps a moment, for a consumer that expects more soon; nobody has to wake it. */
    public void doze() {
        LockSupport.parkNanos(this, DOZE_NANOS);
    }

    /** Sleeps until a producer appends behind {@code position} or {@code nanos} have passed. */
    public void park(long position, long nanos) {
        parked = 1;
        VarHandle.fullFence();
        if (tail == position) {
            LockSupport.parkNanos(this, nanos);
        }
        parked = 0;
    }

    /** After an append: wakes the consumer if it sleeps until woken. */
    public void wakeIfParked() {
        if (parked != 0 && PARKED.compareAndSet(this, 1, 0)) {
            wake();
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

    private static int slotSize(int length) {
        return (SLOT_HEAD + length + 7) & -8;
    }

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Ring.class, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Is handed each record: its bytes lie in {@code slots} from {@code index}. */
    @FunctionalInterface
    public interface RecordConsumer {
        /** One record; the bytes must be copied before {@link Ring#free} is called. */
        void record(ByteBuffer slots, int index, int length, int routeId);
    }
}
