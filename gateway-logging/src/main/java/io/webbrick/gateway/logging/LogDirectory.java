package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.store.Permissions;
import java.io.IOException;
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

    /**
     * Makes this log directory where there is none, and takes it.
     *
     * @throws IOException when it cannot be written or another process has it; the message says what to do
     */
    static DirectoryLock take(Path directory) throws IOException {
        try {
            Permissions.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw new IOException("it is not writable");
            }
        } catch (IOException unusable) {
            throw new IOException(
                    "cannot write to log directory " + directory + " (" + reason(unusable)
                            + "); give it to user " + System.getProperty("user.name")
                            + ", or choose another with --logs DIR",
                    unusable);
        }
        return DirectoryLock.take(directory);
    }

    private static String reason(IOException failure) {
        String type = failure.getClass().getSimpleName();
        return type.equals("IOException") ? String.valueOf(failure.getMessage()) : type;
    }

    static Path preferred(String osName, @Nullable String programData) {
        if (osName.toLowerCase(Locale.ROOT).startsWith("windows")) {
            String data = programData == null ? "C:\\ProgramData" : programData;
            return Path.of(data, "webbrick", "gateway", "logs");
        }
        return Path.of("/var", "log", "webbrick");
    }

    /** Whether the directory can be written, or made by the nearest parent that is there. */
    static boolean isUsable(Path directory) {
        Path nearest = directory.toAbsolutePath();
        while (nearest != null && Files.notExists(nearest)) {
            nearest = nearest.getParent();
        }
        return nearest != null && Files.isDirectory(nearest) && Files.isWritable(nearest);
    }
}
