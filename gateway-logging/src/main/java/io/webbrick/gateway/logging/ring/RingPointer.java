package io.webbrick.gateway.logging.ring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the log directory says of the ring in use: where it lies, which it is, in which boot it was made. It is there from
 * before the first record until the orderly end, and replaced by renaming.
 */
record RingPointer(Path file, UUID ringId, String boot) {
    private static final String NAME = "ring";
    private static final String FIRST_LINE = "webbrick ring pointer 1";
    private static final Path BOOT_ID = Path.of("/proc", "sys", "kernel", "random", "boot_id");

    /**
     * The pointer in this state directory; null when there is none.
     *
     * @throws IOException when there is one that cannot be understood
     */
    static @Nullable RingPointer read(Path state) throws IOException {
        Path file = state.resolve(NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() != 4 || !lines.get(0).equals(FIRST_LINE)) {
            throw new IOException(file + " is not \"" + FIRST_LINE + "\"");
        }
        try {
            Path ring = state.resolve(value(lines.get(1), "ring ")).normalize();
            return new RingPointer(ring, UUID.fromString(value(lines.get(2), "id ")), value(lines.get(3), "boot "));
        } catch (IllegalArgumentException unreadable) {
            throw new IOException(file + " cannot be understood", unreadable);
        }
    }

    static boolean exists(Path state) {
        return Files.exists(state.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
    }

    private static String value(String line, String key) {
        if (!line.startsWith(key)) {
            throw new IllegalArgumentException(line);
        }
        return line.substring(key.length());
    }

    void write(Path state) throws IOException {
        Path written = state.resolve(NAME + ".new");
        Files.deleteIfExists(written);
        Files.createFile(written, RingFile.attributes(state, "rw-r-----"));
        Files.writeString(written, text(state), StandardCharsets.UTF_8);
        Files.move(written, state.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    private String text(Path state) {
        Path inside = file.startsWith(state) ? state.relativize(file) : file;
        return String.join("\n", FIRST_LINE, "ring " + inside, "id " + ringId, "boot " + boot, "");
    }

    static void delete(Path state) throws IOException {
        Files.deleteIfExists(state.resolve(NAME));
    }

    /** The boot this process runs in; the same text for all boots where the system does not tell them apart. */
    static String thisBoot() {
        try {
            return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}
