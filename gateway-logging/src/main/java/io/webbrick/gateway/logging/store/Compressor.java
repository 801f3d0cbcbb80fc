package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.health.SelfLog;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Compresses history in one low-priority thread, one file at a time; the thread ends when there is nothing to do. */
public final class Compressor implements AutoCloseable {
    private final ExecutorService thread;
    private final SelfLog selfLog;

    public Compressor(SelfLog selfLog) {
        this.selfLog = selfLog;
        var executor =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Compressor::worker);
        executor.allowCoreThreadTimeOut(true);
        thread = executor;
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it; where it is honoured, the house goes first
    private static Thread worker(Runnable task) {
        var worker = new Thread(task, "log-compress");
        worker.setDaemon(true);
        worker.setPriority(Thread.MIN_PRIORITY);
        return worker;
    }

    void submit(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException failed) {
                    selfLog.problem("compressing history failed", failed);
                }
            });
        } catch (RejectedExecutionException closing) {
            return;
        }
    }

    /** Finishes the file at hand, at most one second; the rest is found again at the next start. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
