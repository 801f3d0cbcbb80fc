package io.webbrick.gateway.benchmarks.measure;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that log numbered records until the process is killed. After each call its number goes into a mapped file,
 * which outlives the process: what stands there was accepted. One cache line for each thread, the number plus one.
 */
public final class Killed {
    /** Bytes between two threads' numbers. */
    public static final int STRIDE = 64;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Killed() {}

    static void run(Settings settings, Library library) throws Exception {
        int threads = settings.number("threads");
        Logger log = LoggerFactory.getLogger(CallSite.LOGGER);
        ByteBuffer acknowledged = map(Path.of(settings.text("acknowledged")), threads);
        var callers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            var caller = new Thread(() -> log(log, number, acknowledged), "caller-" + i);
            callers.add(caller);
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        library.close();
    }

    private static ByteBuffer map(Path file, int threads) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, (long) threads * STRIDE);
        }
    }

    private static void log(Logger log, int thread, ByteBuffer acknowledged) {
        String name = name(thread);
        for (long n = 0; ; n++) {
            log.info("event {} from {}", name, n);
            LONG.setRelease(acknowledged, thread * STRIDE, n + 1);
        }
    }

    /** How a thread calls itself in its records. */
    public static String name(int thread) {
        return "webbrick/9/CT/3/caller-" + thread;
    }

    /** How many records of each thread were accepted. */
    public static List<Long> acknowledged(ByteBuffer file) {
        var counts = new ArrayList<Long>();
        for (int at = 0; at + STRIDE <= file.capacity(); at += STRIDE) {
            counts.add((long) LONG.getAcquire(file, at));
        }
        return counts;
    }
}
