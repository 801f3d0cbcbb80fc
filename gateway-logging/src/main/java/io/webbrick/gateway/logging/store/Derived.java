package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.health.SelfLog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Files that can be made again from history, such as the indexes of series: directories below {@code .state} of the log
 * directory. They are the first to go when the budget is full. Any thread.
 */
final class Derived {
    /** The directories, by name. */
    static final List<String> DIRECTORIES = List.of("series");

    private final SelfLog selfLog;

    Derived(SelfLog selfLog) {
        this.selfLog = selfLog;
    }

    private record Found(Path path, long bytes, long modifiedMillis) {}

    /** Deletes the oldest of them until so many bytes, in blocks, are free; how many are. */
    long deleteOldest(Path state, long wanted) {
        long freed = 0;
        try {
            for (Found file : found(state)) {
                if (freed >= wanted) {
                    break;
                }
                Files.deleteIfExists(file.path());
                freed += file.bytes();
            }
        } catch (IOException failed) {
            selfLog.problem("cannot delete files below " + state + " that can be made again", failed);
        }
        return freed;
    }

    private static List<Found> found(Path state) throws IOException {
        var found = new ArrayList<Found>();
        for (String name : DIRECTORIES) {
            Path directory = state.resolve(name);
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    add(file, found);
                }
            }
        }
        found.sort(Comparator.comparingLong(Found::modifiedMillis).thenComparing(Found::path));
        return found;
    }

    private static void add(Path file, List<Found> found) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                long modified = attributes.lastModifiedTime().toMillis();
                found.add(new Found(file, Budget.allocated(attributes.size()), modified));
            }
        } catch (NoSuchFileException goneMeanwhile) {
            return;
        }
    }
}
