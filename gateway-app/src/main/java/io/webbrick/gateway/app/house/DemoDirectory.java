package io.webbrick.gateway.app.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The log directory of a simulated house. A marker file tells it from a real one, so that made-up readings never get
 * between real ones.
 */
public final class DemoDirectory {
    static final String MARKER = "simulated-house";

    private static final String TEXT =
            "The history in this directory is that of a simulated house: 'gateway demo' may write here.\n";

    private DemoDirectory() {}

    /** The first of these that can be made and written to, marked; for when nobody named one. */
    public static Path firstUsable(Iterable<Path> candidates) throws IOException {
        IOException last = new IOException("there is no place for the logs of a simulated house");
        for (Path candidate : candidates) {
            try {
                return claim(candidate);
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(last.getMessage() + "; name a directory with --logs", last);
    }

    /**
     * Marks a directory as a simulated house's, making it where it is missing.
     *
     * @throws IOException when it holds logs and no marker, or cannot be written to
     */
    public static Path claim(Path directory) throws IOException {
        Path marker = directory.resolve(MARKER);
        if (Files.exists(marker)) {
            return directory;
        }
        Files.createDirectories(directory);
        if (holdsLogs(directory)) {
            throw new IOException(directory + " holds the history of a real house; 'gateway demo' would mix made-up"
                    + " readings into it, take another --logs");
        }
        Files.writeString(marker, TEXT, StandardCharsets.UTF_8);
        return directory;
    }

    private static boolean holdsLogs(Path directory) throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log*")) {
            return logs.iterator().hasNext();
        }
    }
}
