package io.webbrick.gateway.app.place;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The log directory that {@code logRoot='ram:'} means: in a file system in the heap of this process, of which there is one
 * and only when it is asked for. Gone when the process ends; nobody else sees it but through the API. Any thread.
 */
public final class MemoryFiles {
    /** What a gateway needs of the heap for everything else. */
    private static final long OTHERS = 64L << 20;

    private static final long LEAST = 8L << 20;
    private static final int BLOCK = 4_096;

    private static @Nullable Path directory;

    private MemoryFiles() {}

    /**
     * The directory; its file system holds so many bytes, and as much again for each of two readers that have deleted files open yet,
     * or what the heap has room for when that is less.
     *
     * @throws UncheckedIOException when the heap is too small
     */
    public static synchronized Path directory(long bytes) {
        Path known = directory;
        if (known == null) {
            known = open(bytes, Runtime.getRuntime().maxMemory() - OTHERS);
            directory = known;
        }
        return known;
    }

    private static Path open(long bytes, long room) {
        if (room < Math.min(bytes, LEAST)) {
            String text = "the heap of this process has no room for log files: "
                    + Runtime.getRuntime().maxMemory() / 1_000_000 + " MB; give it 64 MiB and the budget,"
                    + " GATEWAY_JAVA_OPTIONS=-Xmx192m for 100 MB";
            throw new UncheckedIOException(text, new IOException(text));
        }
        var files = Configuration.unix().toBuilder()
                .setBlockSize(BLOCK)
                .setMaxSize(Math.min(3 * bytes, room))
                .setWorkingDirectory("/")
                .build();
        return Jimfs.newFileSystem("webbrick", files).getPath("/logs");
    }

    /** Whether this path lies in it. */
    public static boolean hold(Path path) {
        Path known = directory;
        return known != null && known.getFileSystem().equals(path.getFileSystem());
    }
}
