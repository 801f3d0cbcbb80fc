package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.store.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which life of the log directory this is, and how far each stream went into snapshots: kept in the log directory itself,
 * so that it is lost with the logs and a new life begins. One thread writes it; commands read it.
 */
final class SnapshotLife {
    private static final String STATE = ".state";
    private static final String FILE = "snapshot";
    private static final String DIRECTORY = "directory=";

    private final Path file;
    private final Path directory;
    private final Map<String, Position> positions = new LinkedHashMap<>();

    private SnapshotLife(Path file, Path directory) {
        this.file = file;
        this.directory = directory;
    }

    /** Goes on with the life of this log directory, or begins one. */
    static SnapshotLife of(Path logs, Path root) throws IOException {
        Path file = logs.resolve(STATE).resolve(FILE);
        Optional<String> known = directoryOf(logs);
        if (known.isPresent()) {
            Path directory = root.getFileSystem().getPath(known.get());
            if (root.equals(directory.getParent())) {
                var life = new SnapshotLife(file, directory);
                life.readPositions();
                return life;
            }
        }
        var life = new SnapshotLife(file, new SnapshotRoot(root).nextLife());
        life.save();
        return life;
    }

    /** Where the snapshots of this log directory go; empty when it never had any. */
    static Optional<String> directoryOf(Path logs) throws IOException {
        try {
            return Files.readAllLines(logs.resolve(STATE).resolve(FILE), StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith(DIRECTORY))
                    .map(line -> line.substring(DIRECTORY.length()))
                    .findFirst();
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
    }

    private void readPositions() throws IOException {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            Position.parse(line).ifPresent(position -> positions.put(position.stream(), position));
        }
    }

    Path directory() {
        return directory;
    }

    /** The newest line of the stream with this newest file that is in a snapshot; null when none is. */
    @Nullable
    Position position(Path newest) {
        String name = newest.getFileName().toString();
        return positions.get(name.endsWith(".log") ? name.substring(0, name.length() - 4) : name);
    }

    /** Notes how far a stream went. */
    void reached(Position position) throws IOException {
        positions.put(position.stream(), position);
        save();
    }

    private void save() throws IOException {
        var text = new StringBuilder(DIRECTORY).append(directory).append('\n');
        positions.values().forEach(position -> text.append(position).append('\n'));
        StateFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
