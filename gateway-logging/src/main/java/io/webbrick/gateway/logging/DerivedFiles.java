package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.store.StateFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Files beside the streams that can be made again from them, in a directory of their own below {@code .state}. They get what
 * the budget has free and are the first to go when it is full, so whoever keeps them must do without any of them at any time.
 * One thread.
 */
public final class DerivedFiles {
    private static final String SUFFIX = ".tmp";

    private final Path directory;
    private final LongPredicate budget;

    private DerivedFiles(Path directory, LongPredicate budget) {
        this.directory = directory;
        this.budget = budget;
    }

    /** In a directory without a gateway, with all the room that there is: for programs that index old logs. */
    public static DerivedFiles of(Path logs) {
        return series(logs, bytes -> true);
    }

    /** Those of series in this log directory; {@code budget} says whether so many bytes may be written. */
    static DerivedFiles series(Path logs, LongPredicate budget) {
        return new DerivedFiles(logs.resolve(".state").resolve("series"), budget);
    }

    /** Where they lie; may be missing while there are none. */
    public Path directory() {
        return directory;
    }

    /** Writes a file, whole or not at all; false when there is no room for it. */
    public boolean keep(String name, byte[] content) throws IOException {
        if (!budget.test(content.length)) {
            return false;
        }
        Path temporary = directory.resolve(name + SUFFIX);
        try {
            Files.deleteIfExists(temporary);
            StateFile.write(temporary, content);
            Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(temporary);
            throw failed;
        }
    }

    /** The names of all that are there; those that a killed process left half written are deleted. */
    public List<String> names() throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    Files.deleteIfExists(file);
                } else {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Deletes a file. */
    public void drop(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }
}
