package io.webbrick.gateway.logging.stream;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which threads have waited for room in vain since the writer moved last, so that each waits once and is refused at once
 * from then on. Any thread; costs nothing while there is room. Two threads that share a place forget each other, and
 * then wait once more.
 */
final class Stalls {
    private static final int PLACES = 256;
    private static final long HEAD_BITS = (1L << 48) - 1;

    private final AtomicLongArray marks = new AtomicLongArray(PLACES);

    /** Whether the calling thread has waited while the ring's oldest record was at {@code head}. */
    boolean hasWaited(long head) {
        return marks.get(place()) == mark(head);
    }

    /** The calling thread has waited in vain, and the ring's oldest record is at {@code head}. */
    void waited(long head) {
        marks.set(place(), mark(head));
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & (PLACES - 1);
    }

    private static long mark(long head) {
        return ((Thread.currentThread().getId() / PLACES) << 48) | ((head + 1) & HEAD_BITS);
    }
}
