package io.webbrick.gateway.events.history;

import io.webbrick.gateway.events.index.IndexedHistory;
import io.webbrick.gateway.events.index.LiveIndex;
import io.webbrick.gateway.events.index.RowHistory;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.LocalTimes;
import io.webbrick.gateway.logging.read.LineFinder;
import io.webbrick.gateway.logging.read.ReadableFile;
import io.webbrick.gateway.logging.read.StreamFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * EventLog read back, oldest first, over rotated, gzipped and original files. Unreadable lines are counted, never fatal.
 * Immutable; each read lists the files anew and opens one after the other, in a way that each event comes once while they are
 * rotated. Memory: one line.
 */
public final class EventHistory {
    private final FileList files;
    private final ZoneId zone;
    private final RowHistory rows;

    private EventHistory(FileList files, ZoneId zone, RowHistory rows) {
        this.files = files;
        this.zone = zone;
        this.rows = rows;
    }

    /** Opens the files, oldest first, at the moment of a read. */
    private interface FileList {
        StreamFiles open() throws IOException;
    }

    /** The history of a running or stopped gateway's EventLog, given its newest file; listed anew by each read. */
    public static EventHistory of(Path newest, ZoneId zone) {
        return new EventHistory(() -> StreamFiles.of(newest), zone, IndexedHistory.of(newest, zone));
    }

    /** The same within the process that writes it, with the index that it keeps. */
    public static EventHistory of(Path newest, ZoneId zone, LiveIndex index) {
        return new EventHistory(() -> StreamFiles.of(newest), zone, IndexedHistory.of(newest, zone, index));
    }

    /**
     * These files in this order; {@code zone} is what local times without an offset mean. A read throws when one of
     * them does not exist.
     */
    public static EventHistory of(List<Path> files, ZoneId zone) {
        List<Path> copy = List.copyOf(files);
        return new EventHistory(() -> present(copy), zone, IndexedHistory.of(copy, zone));
    }

    private static StreamFiles present(List<Path> files) throws IOException {
        for (Path file : files) {
            if (Files.notExists(file)) {
                throw new NoSuchFileException(file.toString(), null, "there is no such EventLog file");
            }
        }
        return StreamFiles.of(files);
    }

    /** The numbers in it. */
    public RowHistory rows() {
        return rows;
    }

    /**
     * Hands every matching event to {@code each}, in the order of the lines, until that returns false. The hour that
     * comes twice when summer time ends is told apart by that order. What is damaged, a line or a part of a gzipped
     * file, is counted and passed over.
     *
     * @throws IOException when a file cannot be opened, or the list of files not be read
     */
    public Tally read(EventQuery query, Predicate<JournaledEvent> each) throws IOException {
        return read(query, null, each);
    }

    /** The same for somebody who has what was journaled before this moment: a file all of whose events were may be left out. */
    public Tally read(EventQuery query, @Nullable Instant journaledFrom, Predicate<JournaledEvent> each)
            throws IOException {
        var pass = new HistoryPass(query, journaledFrom, each, new LocalTimes(zone));
        try (StreamFiles opened = files.open()) {
            ReadableFile file = opened.next();
            while (file != null && pass.read(file)) {
                file = opened.next();
            }
        }
        return pass.tally();
    }

    /**
     * The same for events whose line, as it stands in the file, holds what this regular expression finds; on all processors. Of lines
     * that are no event those are counted in which it is found.
     */
    public Tally search(EventQuery query, Pattern pattern, Predicate<JournaledEvent> each) throws IOException {
        var pass = new HistoryPass(query, null, each, new LocalTimes(zone));
        try (StreamFiles opened = files.open();
                LineFinder finder = LineFinder.of(pattern)) {
            ReadableFile file = opened.next();
            while (file != null && pass.search(file, finder, pattern)) {
                file = opened.next();
            }
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
