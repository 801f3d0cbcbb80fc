package io.webbrick.gateway.logging.ring;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Who claimed a slot, and whether that thread is gone for good. A virtual thread is never taken for gone. */
final class Owners {
    static final int VIRTUAL = 0x8000_0000;

    /** {@code Thread.isVirtual}, which Java 17 does not have; a constant, so a call of it costs nothing. */
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

    private Owners() {}

    /** The mark of the calling thread. */
    static int current() {
        Thread thread = Thread.currentThread();
        int id = (int) thread.getId() & ~VIRTUAL;
        return isVirtual(thread) ? id | VIRTUAL : id;
    }

    private static boolean isVirtual(Thread thread) {
        MethodHandle virtual = IS_VIRTUAL;
        if (virtual == null) {
            return false;
        }
        try {
            return (boolean) virtual.invokeExact(thread);
        } catch (Throwable impossible) {
            return true;
        }
    }

    /** Whether the thread of this mark has ended. Looks at all threads of the process. */
    static boolean isGone(int owner) {
        if (owner == 0 || (owner & VIRTUAL) != 0) {
            return false;
        }
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] threads;
        int count;
        do {
            threads = new Thread[top.activeCount() * 2 + 16];
            count = top.enumerate(threads, true);
        } while (count == threads.length);
        for (int index = 0; index < count; index++) {
            if (((int) threads[index].getId() & ~VIRTUAL) == owner) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable MethodHandle isVirtual() {
        try {
            return MethodHandles.lookup().findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException olderJava) {
            return null;
        } catch (IllegalAccessException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
