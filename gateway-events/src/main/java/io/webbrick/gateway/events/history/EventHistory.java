package io.webbrick.gateway.events.history;

import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.LocalTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * EventLog read back, oldest first, over rotated, gzipped and original files. Unreadable lines are counted, never fatal.
 * Immutable; each read lists and opens the files anew and holds one of them at a time. Memory: one line.
 */
public final class EventHistory {
    private final List<Path> files;
    private final @Nullable Path newest;
    private final ZoneId zone;

    private EventHistory(List<Path> files, @Nullable Path newest, ZoneId zone) {
        this.files = files;
        this.newest = newest;
        this.zone = zone;
    }

    /**
     * The history of a running or stopped gateway's EventLog, given its newest file; listed anew by each read, which sees
     * each line once while files are renamed and packed.
     */
    public static EventHistory of(Path newest, ZoneId zone) {
        return new EventHistory(List.of(), newest, zone);
    }

    /**
     * These files in this order; {@code zone} is what local times without an offset mean. A read throws when one of
     * them does not exist.
     */
    public static EventHistory of(List<Path> files, ZoneId zone) {
        return new EventHistory(List.copyOf(files), null, zone);
    }

    private static List<Path> present(List<Path> files) throws NoSuchFileException {
        for (Path file : files) {
            if (Files.notExists(file)) {
                throw new NoSuchFileException(file.toString(), null, "there is no such EventLog file");
            }
        }
        return files;
    }

    /**
     * Hands every matching event to {@code each}, in the order of the lines, until that returns false. The hour that
     * comes twice when summer time ends is told apart by that order. What is damaged, a line or a part of a gzipped
     * file, is counted and passed over.
     *
     * @throws IOException when a file cannot be opened, or the list of files not be read
     */
    public Tally read(EventQuery query, Predicate<JournaledEvent> each) throws IOException {
        var pass = new HistoryPass(query, each, new LocalTimes(zone));
        if (newest != null) {
            pass.readStream(newest);
            return pass.tally();
        }
        List<Path> left = present(files);
        while (!left.isEmpty()) {
            int damaged = pass.read(left);
            left = damaged < 0 ? List.of() : left.subList(damaged + 1, left.size());
        }
        return pass.tally();
    }

    /**
     * What a read met.
     *
     * @param events how many matching events were handed on
     * @param unreadable lines, matching or not, that are no event, and places of files that are damaged
     * @param firstUnreadable the first ten of them as {@code file:line: reason}, for a damaged file what is wrong
     */
    public record Tally(long events, long unreadable, List<String> firstUnreadable) {
        public Tally {
            firstUnreadable = List.copyOf(firstUnreadable);
        }
    }
}
