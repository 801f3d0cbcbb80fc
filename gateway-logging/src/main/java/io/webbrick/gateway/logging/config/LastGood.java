package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.store.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Copies of the last configuration that loaded, so that a house starts when somebody broke a file. Each save makes a new
 * directory, written through to the disk, and then replaces one small list that names its files in order: after a power
 * cut the list names the old copies or the new ones, whole either way. One thread at a time.
 */
public final class LastGood {
    private static final String DIRECTORY = "last-good";
    private static final String LIST = "files";
    private static final int MAX_LIST_BYTES = 100_000;

    private LastGood() {}

    /** Keeps copies of these files, in this order, instead of those kept before; nothing is written when they are equal. */
    public static void save(Path stateDirectory, List<Path> files) throws IOException {
        if (isKept(stateDirectory, files)) {
            return;
        }
        Path home = stateDirectory.resolve(DIRECTORY);
        Path copies = home.resolve("set-" + Long.toHexString(System.nanoTime()));
        var names = new ArrayList<String>();
        try {
            for (int i = 0; i < files.size(); i++) {
                names.add(copy(home, copies.resolve(i < 10 ? "0" + i : "" + i), files.get(i)));
            }
            replaceList(home, names);
        } catch (IOException e) {
            delete(copies);
            throw e;
        }
        deleteOthers(home, copies);
    }

    /** The kept copies in their order; empty when there are none or they are not whole. */
    public static Optional<List<Path>> files(Path stateDirectory) {
        Path home = stateDirectory.resolve(DIRECTORY);
        Path list = home.resolve(LIST);
        try {
            if (!Files.isRegularFile(list) || Files.size(list) > MAX_LIST_BYTES) {
                return Optional.empty();
            }
            List<Path> files = Files.readAllLines(list, StandardCharsets.UTF_8).stream()
                    .map(name -> home.resolve(name).normalize())
                    .toList();
            boolean whole = !files.isEmpty()
                    && files.stream().allMatch(file -> file.startsWith(home.normalize()) && Files.isRegularFile(file));
            return whole ? Optional.of(files) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isKept(Path stateDirectory, List<Path> files) throws IOException {
        List<Path> kept = files(stateDirectory).orElse(List.of());
        if (kept.size() != files.size()) {
            return false;
        }
        for (int i = 0; i < files.size(); i++) {
            boolean sameName = kept.get(i).endsWith(tail(files.get(i)));
            if (!sameName || Files.mismatch(kept.get(i), files.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The file's name with its directory's, as a copy's path ends. */
    private static String tail(Path file) {
        Path absolute = file.toAbsolutePath();
        int names = absolute.getNameCount();
        return absolute.subpath(Math.max(0, names - 2), names).toString();
    }

    /** Copies a file below its parent's name, which tells two files of one name apart in messages. */
    private static String copy(Path home, Path place, Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path parentName = parent == null ? null : parent.getFileName();
        Path directory = parentName == null ? place : place.resolve(parentName.toString());
        Path copy = directory.resolve(String.valueOf(file.getFileName()));
        StateFile.create(copy, Files.readAllBytes(file));
        return home.relativize(copy).toString().replace(home.getFileSystem().getSeparator(), "/");
    }

    private static void replaceList(Path home, List<String> names) throws IOException {
        StateFile.replace(home.resolve(LIST), (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void deleteOthers(Path home, Path kept) throws IOException {
        try (Stream<Path> sets = Files.list(home)) {
            for (Path set : sets.filter(path -> Files.isDirectory(path) && !path.equals(kept))
                    .toList()) {
                delete(set);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
