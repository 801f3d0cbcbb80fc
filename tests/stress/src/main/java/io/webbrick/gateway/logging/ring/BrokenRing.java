package io.webbrick.gateway.logging.ring;

import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;

/**
 * The ring's protocol with one mistake in it, chosen by the constructor: what the tests of the shipped ring must be able to
 * see. Threads as for {@link Ring}.
 */
final class BrokenRing {
    /** What is done wrongly. */
    enum Mistake {
        /** The slot is marked committed before the record is in it. */
        COMMIT_BEFORE_COPY,
        /** The tail is read and written in two steps. */
        CLAIM_WITHOUT_CAS,
        /** The bytes before the end of the ring that a record does not fit into are left as they are. */
        NO_PADDING,
        /** Sealing looks at the tail and then sets it. */
        SEAL_IN_TWO_STEPS,
        /** The consumer looks at the tail first and then says that it sleeps. */
        PARK_AFTER_LOOKING,
        /** The flag and the tail are not ordered: the consumer's store may wait behind its load. */
        PARK_WITHOUT_FENCE
    }

    private static final long SEALED = Long.MAX_VALUE / 2;
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle CURSOR = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int TAIL = 16;
    private static final int PARKED = 48;

    private final Mistake mistake;
    private final ByteBuffer slots;
    private final long[] cursors = new long[64];
    private volatile Thread consumer = Thread.currentThread();

    BrokenRing(Mistake mistake, long head) {
        this.mistake = mistake;
        this.slots = Rings.zeros();
        CURSOR.setVolatile(cursors, TAIL, head);
    }

    long append(Utf8Buffer record, int routeId) {
        int length = record.length();
        int size = Ring.slotSize(length);
        long from = claim(size);
        if (from >= SEALED) {
            return -1;
        }
        int untilEnd = slots.capacity() - index(from);
        if (untilEnd < size) {
            if (mistake != Mistake.NO_PADDING) {
                INT.setRelease(slots, index(from), untilEnd);
            }
            from += untilEnd;
        }
        int index = index(from);
        if (mistake == Mistake.COMMIT_BEFORE_COPY) {
            slots.putInt(index + 16, length);
            slots.put(index + 5, Ring.RECORD);
            INT.setRelease(slots, index, size);
        }
        slots.put(index + 5, Ring.RECORD);
        slots.putShort(index + 6, (short) routeId);
        slots.putInt(index + 16, length);
        slots.put(index + Ring.SLOT_HEAD, record.bytes(), 0, length);
        INT.setRelease(slots, index, size);
        return from + size;
    }

    private long claim(int size) {
        while (true) {
            long from = tail();
            if (from >= SEALED) {
                return from;
            }
            int untilEnd = slots.capacity() - index(from);
            long next = from + (untilEnd < size ? untilEnd + size : size);
            if (mistake == Mistake.CLAIM_WITHOUT_CAS) {
                CURSOR.setVolatile(cursors, TAIL, next);
                return from;
            }
            if (CURSOR.compareAndSet(cursors, TAIL, from, next)) {
                return from;
            }
        }
    }

    long drain(long from, Ring.RecordConsumer each) {
        long end = tail();
        long position = from;
        while (position < end) {
            int index = index(position);
            int size = (int) INT.getAcquire(slots, index);
            if (size <= 0) {
                break;
            }
            if (slots.get(index + 5) == Ring.RECORD) {
                each.record(slots, index + Ring.SLOT_HEAD, slots.getInt(index + 16), 0, position);
            }
            position += size;
        }
        return position;
    }

    boolean seal(long position) {
        if (mistake == Mistake.SEAL_IN_TWO_STEPS) {
            if (tail() != position) {
                return false;
            }
            CURSOR.setVolatile(cursors, TAIL, SEALED);
            return true;
        }
        return CURSOR.compareAndSet(cursors, TAIL, position, SEALED);
    }

    void consumedBy(Thread thread) {
        consumer = thread;
    }

    void park(long position, long nanos) {
        boolean empty = mistake == Mistake.PARK_AFTER_LOOKING && tail() == position;
        if (mistake == Mistake.PARK_WITHOUT_FENCE) {
            CURSOR.set(cursors, PARKED, 1L);
            empty = (long) CURSOR.get(cursors, TAIL) == position;
        } else {
            CURSOR.setVolatile(cursors, PARKED, 1L);
        }
        if (empty) {
            LockSupport.parkNanos(this, nanos);
        }
        CURSOR.setVolatile(cursors, PARKED, 0L);
    }

    void wakeIfParked() {
        if ((long) CURSOR.getVolatile(cursors, PARKED) != 0 && CURSOR.compareAndSet(cursors, PARKED, 1L, 0L)) {
            LockSupport.unpark(consumer);
        }
    }

    private long tail() {
        return (long) CURSOR.getVolatile(cursors, TAIL);
    }

    private int index(long position) {
        return (int) (position & (slots.capacity() - 1));
    }
}
