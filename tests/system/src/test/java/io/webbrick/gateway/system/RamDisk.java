package io.webbrick.gateway.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tmpfs of its own, as the appliance mounts one on its log directory. Needs root on Linux. */
final class RamDisk implements AutoCloseable {
    private final Path place;
    private final Path path;

    private RamDisk(Path place, Path path) {
        this.place = place;
        this.path = path;
    }

    /** Why there can be none here; empty when there can. */
    static Optional<String> obstacle(Path place) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of("a tmpfs is Linux's");
        }
        try {
            mount(place, "probe", 65_536).close();
            return Optional.empty();
        } catch (IllegalStateException refused) {
            return Optional.of("no tmpfs can be mounted here, which takes root: " + refused.getMessage());
        }
    }

    /** Mounts one of so many bytes on a directory below {@code place} that is made for it. */
    static RamDisk mount(Path place, String name, long bytes) {
        Path path = place.resolve(name);
        command(place, "mkdir", "-p", path.toString());
        command(place, "mount", "-t", "tmpfs", "-o", "size=" + bytes + ",mode=0750", "tmpfs", path.toString());
        return new RamDisk(place, path);
    }

    Path path() {
        return path;
    }

    /** Runs a command that must succeed, and answers what it printed. */
    static String command(Path place, String... words) {
        Finished finished = Finished.run(new ArrayList<>(List.of(words)), place, environment -> {});
        if (finished.status() != 0) {
            throw new IllegalStateException(
                    String.join(" ", words) + ": " + finished.err().strip());
        }
        return finished.out();
    }

    @Override
    public void close() {
        if (Files.isDirectory(path)) {
            command(place, "umount", path.toString());
        }
    }
}
