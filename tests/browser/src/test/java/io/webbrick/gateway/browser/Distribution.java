package io.webbrick.gateway.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The finished tar.gz, unpacked once. */
final class Distribution {
    private static @Nullable Path home;

    private Distribution() {}

    /** Where bin, lib, conf and platform lie. */
    static synchronized Path home() {
        Path unpacked = home;
        if (unpacked == null) {
            unpacked = unpack(Path.of(System.getProperty("browser.directory")));
            home = unpacked;
        }
        return unpacked;
    }

    private static Path unpack(Path directory) {
        Path archive = Path.of(System.getProperty("distribution")).normalize();
        if (!Files.isRegularFile(archive)) {
            throw new IllegalStateException(archive + " is missing; it is made by: mvn package");
        }
        try {
            Files.createDirectories(directory);
            int status = new ProcessBuilder("tar", "xzf", archive.toString(), "-C", directory.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("tar ended with " + status + " on " + archive);
            }
            try (Stream<Path> entries = Files.list(directory)) {
                return entries.filter(entry -> Files.isDirectory(entry.resolve("lib")))
                        .findFirst()
                        .orElseThrow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
