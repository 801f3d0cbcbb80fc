package io.webbrick.gateway.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the process has used: processor time, allocated bytes, memory, switches. Any thread. */
final class Processor {
    private static final Path SELF = Path.of("/proc/self");

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Processor time of all threads since the process began, ns. */
    long nanos() {
        return system.getProcessCpuTime();
    }

    /** Bytes that the calling thread has allocated. */
    long allocatedHere() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Bytes that all threads alive have allocated. */
    long allocatedEverywhere() {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** Context switches of all threads alive, voluntary or not; 0 where the system does not tell. */
    long switches() throws IOException {
        if (!Files.isDirectory(SELF.resolve("task"))) {
            return 0;
        }
        long sum = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(SELF.resolve("task"))) {
            for (Path task : tasks) {
                sum += field(task.resolve("status"), "voluntary_ctxt_switches")
                        + field(task.resolve("status"), "nonvoluntary_ctxt_switches");
            }
        }
        return sum;
    }

    /** The most memory that was ever resident, kB; 0 where the system does not tell. */
    long peakResidentKilobytes() throws IOException {
        return field(SELF.resolve("status"), "VmHWM");
    }

    private static long field(Path status, String name) throws IOException {
        try {
            for (String line : Files.readAllLines(status, StandardCharsets.UTF_8)) {
                if (line.startsWith(name + ":")) {
                    return Long.parseLong(
                            line.substring(name.length() + 1).replace("kB", "").strip());
                }
            }
        } catch (NoSuchFileException threadEnded) {
            return 0;
        }
        return 0;
    }
}
