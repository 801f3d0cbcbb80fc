package io.webbrick.gateway.logging.ring;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where ring and ledger of the streams on other volumes lie: in the state directory of the log directory, a directory for
 * each volume, made like a small log directory with a state directory of its own. So no caller ever touches the other
 * volume: neither a page of its ring nor a line of its ledger is there.
 */
final class OtherVolumes {
    private static final String STATE = ".state";
    private static final String PLACE = "volumes";

    private OtherVolumes() {}

    /** The one of this name, for a log directory. */
    static Path directory(Path logDirectory, String name) {
        return logDirectory.resolve(STATE).resolve(PLACE).resolve(name);
    }

    /** Those that a log directory has, by name; none when they cannot be listed. */
    static List<Path> directories(Path logDirectory) {
        Path place = logDirectory.resolve(STATE).resolve(PLACE);
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(place)) {
            for (Path directory : names) {
                if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(directory);
                }
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        Collections.sort(found);
        return found;
    }

    /** The log directory that one of them belongs to; any other directory is its own. */
    static Path logDirectoryOf(Path directory) {
        Path place = directory.getParent();
        Path state = place == null ? null : place.getParent();
        Path home = state == null ? null : state.getParent();
        if (place == null || home == null) {
            return directory;
        }
        return place.equals(home.resolve(STATE).resolve(PLACE)) ? home : directory;
    }

    /** The state directory of one of them, or of a log directory. */
    static Path stateOf(Path directory) {
        return directory.resolve(STATE);
    }
}
