package io.webbrick.gateway.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the machine was like: without it no figure means anything. */
public record Conditions(
        String date, String mode, int repeats, String processor, int cores, String memory, String system, String load) {
    /** The load average of the last minute, in words; it is the machine's, so it includes what others do. */
    public static String loadNow() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", load);
    }

    /** The processor's name as Linux tells it, else the architecture. */
    public static String processorName() {
        return line(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch", "unknown"));
    }

    /** The main memory as Linux tells it. */
    public static String memorySize() {
        return line(Path.of("/proc/meminfo"), "MemTotal", "unknown");
    }

    /** Name and version of the operating system. */
    public static String systemName() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    private static String line(Path file, String key, String otherwise) {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (line.startsWith(key)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException notHere) {
            return otherwise;
        }
        return otherwise;
    }

    /** One line for each, as in tables. */
    List<String> lines() {
        return List.of(
                date + ", " + mode + ", each measurement " + (repeats == 1 ? "once" : repeats + " times"),
                processor + ", " + cores + " cores, " + memory + " memory, " + system,
                "load average of one minute: " + load);
    }
}
