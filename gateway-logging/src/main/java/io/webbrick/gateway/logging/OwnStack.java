package io.webbrick.gateway.logging;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what the first log call of a process needs on a stack of its own. The caller's may be at its end, and a class that
 * cannot be initialised there could never be used again in the process.
 */
final class OwnStack {
    private static volatile @Nullable Thread running;

    private OwnStack() {}

    /** Whether the calling thread is the one that runs a task. */
    static boolean isHere() {
        return Thread.currentThread() == running;
    }

    /** Runs a task that throws nothing, and waits for it; where there can be no other thread, in the calling one. */
    static <T> T run(Supplier<T> task) {
        var answer = new AtomicReference<@Nullable T>();
        var thread = new Thread(() -> answer.set(task.get()), "log-first");
        thread.setDaemon(true);
        running = thread;
        try {
            thread.start();
            join(thread);
        } catch (OutOfMemoryError noThread) {
            return task.get();
        } finally {
            running = null;
        }
        T result = answer.get();
        if (result == null) {
            throw new IllegalStateException("the first use of logging failed; the reason stands on standard error");
        }
        return result;
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
