package io.webbrick.gateway.logging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where logs go when nobody says: {@code /var/log/webbrick} on Linux where that can be written, the application data
 * of all users on Windows, else {@code var/log} below the installation.
 */
record LogDirectory(Path path, boolean fallback) {
    static LogDirectory standard(@Nullable Path installation) {
        Path preferred = preferred(System.getProperty("os.name", ""), System.getenv("ProgramData"));
        if (isUsable(preferred)) {
            return new LogDirectory(preferred, false);
        }
        Path base = installation == null ? Path.of("") : installation;
        return new LogDirectory(
                base.resolve("var").resolve("log").toAbsolutePath().normalize(), true);
    }

    static Path preferred(String osName, @Nullable String programData) {
        if (osName.toLowerCase(Locale.ROOT).startsWith("windows")) {
            String data = programData == null ? "C:\\ProgramData" : programData;
            return Path.of(data, "webbrick", "gateway", "logs");
        }
        return Path.of("/var", "log", "webbrick");
    }

    /** Whether the directory can be written, or made by the nearest parent that is there. */
    private static boolean isUsable(Path directory) {
        Path nearest = directory.toAbsolutePath();
        while (nearest != null && Files.notExists(nearest)) {
            nearest = nearest.getParent();
        }
        return nearest != null && Files.isDirectory(nearest) && Files.isWritable(nearest);
    }
}
