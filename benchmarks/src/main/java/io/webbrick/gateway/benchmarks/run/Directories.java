package io.webbrick.gateway.benchmarks.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directories of a run: one for each process, removed after it. */
final class Directories {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private Directories() {}

    /** A new directory below this one. */
    static Path create(Path below) throws IOException {
        Files.createDirectories(below);
        return Files.createTempDirectory(below, "gateway-benchmarks-");
    }

    /** A directory in memory, where there is one. */
    static Path inMemory() {
        return Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Removes everything below it. */
    static void empty(Path directory) throws IOException {
        delete(directory);
        Files.createDirectory(directory);
    }

    static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    /** The type of the file system, such as ext4 or tmpfs. */
    static String fileSystem(Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.getFileStore(directory).type();
    }

    /** "JDK 17.0.15", from the file that every JDK has in its home. */
    static String jdkName(Path home) throws IOException {
        for (String line : Files.readAllLines(home.resolve("release"), StandardCharsets.UTF_8)) {
            if (line.startsWith("JAVA_VERSION=")) {
                return "JDK " + line.substring(line.indexOf('=') + 1).replace("\"", "");
            }
        }
        throw new IOException(home + " is no JDK: its file \"release\" names no version");
    }
}
