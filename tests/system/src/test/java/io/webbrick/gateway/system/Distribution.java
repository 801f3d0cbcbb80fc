package io.webbrick.gateway.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The finished tar.gz, unpacked once into a directory whose path holds a blank and a letter beyond ASCII. */
final class Distribution {
    private static @Nullable Path home;

    private Distribution() {}

    /** Where bin, lib, conf and platform lie. */
    static synchronized Path home() {
        Path unpacked = home;
        if (unpacked == null) {
            unpacked = unpack(Path.of(System.getProperty("system.directory")).resolve("Käthes Haus"));
            home = unpacked;
        }
        return unpacked;
    }

    /** The repository. */
    static Path root() {
        return Path.of(System.getProperty("project.root"));
    }

    static Path corpus(String file) {
        return root().resolve("tests").resolve("corpus").resolve(file);
    }

    static Path launcher() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return home().resolve("bin").resolve(windows ? "gateway.cmd" : "gateway");
    }

    /** Unpacks the archive anew and answers where it lies. */
    static Path unpack(Path directory) {
        Path archive = Path.of(System.getProperty("distribution")).normalize();
        if (!Files.isRegularFile(archive)) {
            throw new IllegalStateException(archive + " is missing; it is made by: mvn package");
        }
        try {
            Files.createDirectories(directory);
            Finished tar = Finished.run(
                    List.of("tar", "xzf", archive.toString(), "-C", directory.toString()),
                    directory,
                    environment -> {});
            if (tar.status() != 0) {
                throw new IllegalStateException("tar: " + tar.err());
            }
            try (Stream<Path> entries = Files.list(directory)) {
                return entries.filter(entry -> Files.isDirectory(entry.resolve("bin")))
                        .findFirst()
                        .orElseThrow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
