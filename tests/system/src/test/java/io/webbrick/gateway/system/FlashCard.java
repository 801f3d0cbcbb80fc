package io.webbrick.gateway.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A disk of its own with ext4 on it, in a file: what its block device counts as written was written by whoever uses this
 * file system, and by nobody else on the machine. Needs root and loop devices on Linux.
 */
final class FlashCard implements AutoCloseable {
    private static final int SECTORS_WRITTEN = 6;

    private final Path place;
    private final Path path;
    private final Path statistics;

    private FlashCard(Path place, Path path, Path statistics) {
        this.place = place;
        this.path = path;
        this.statistics = statistics;
    }

    /** Why there can be none here; empty when there can. */
    static Optional<String> obstacle(Path place) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of("loop devices are Linux's");
        }
        try {
            insert(place, "probe-card", 4).close();
            return Optional.empty();
        } catch (IllegalStateException | IOException refused) {
            return Optional.of("no disk image can be mounted here, which takes root: " + refused.getMessage());
        }
    }

    /** Makes one of so many megabytes below {@code place} and mounts it, without noting when files are read. */
    static FlashCard insert(Path place, String name, int megabytes) throws IOException {
        Path image = place.resolve(name + ".img");
        Path path = Files.createDirectory(place.resolve(name));
        RamDisk.command(place, "truncate", "-s", megabytes + "M", image.toString());
        RamDisk.command(place, "mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", image.toString());
        RamDisk.command(place, "mount", "-o", "loop,noatime", image.toString(), path.toString());
        String device = RamDisk.command(place, "findmnt", "-n", "-o", "SOURCE", path.toString())
                .strip();
        Path name0 = Path.of(device).getFileName();
        return new FlashCard(place, path, Path.of("/sys/block/" + name0 + "/stat"));
    }

    Path path() {
        return path;
    }

    /** Sectors written so far, those included that only waited to be written. */
    long sectorsWritten() throws IOException {
        RamDisk.command(place, "sync", "-f", path.toString());
        String[] fields =
                Files.readString(statistics, StandardCharsets.US_ASCII).strip().split(" +");
        return Long.parseLong(fields[SECTORS_WRITTEN]);
    }

    @Override
    public void close() {
        RamDisk.command(place, "umount", path.toString());
    }
}
