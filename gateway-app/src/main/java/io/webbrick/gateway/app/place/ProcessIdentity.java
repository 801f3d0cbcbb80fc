package io.webbrick.gateway.app.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a process from every later one with the same number. Any thread; costs two small reads.
 */
@FunctionalInterface
public interface ProcessIdentity {
    /**
     * What is unique about the process with this number; empty when there is none, or when it has ended and only its
     * parent has not asked for its exit status yet.
     */
    Optional<String> of(long pid);

    /**
     * Asks this machine. On Linux the answer is the boot and the ticks since then, because a start time on the wall clock
     * moves whenever the clock is set, and a box without a battery sets its clock minutes after the gateway started.
     */
    static ProcessIdentity ofThisMachine() {
        return pid -> {
            Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
            if (handle.isEmpty()) {
                return Optional.empty();
            }
            try {
                return ofLinux(pid);
            } catch (IOException | RuntimeException notLinux) {
                return handle.get()
                        .info()
                        .startInstant()
                        .map(start -> "started:" + start.toEpochMilli())
                        .or(() -> Optional.of("unknown"));
            }
        };
    }

    private static Optional<String> ofLinux(long pid) throws IOException {
        String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII);
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
        boolean ended = afterName[0].equals("Z") || afterName[0].equals("X");
        return ended ? Optional.empty() : Optional.of("boot:" + boot.trim() + ":" + afterName[19]);
    }
}
