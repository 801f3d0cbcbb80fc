package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.History;
import io.webbrick.gateway.logging.store.LineNames;
import io.webbrick.gateway.logging.store.SegmentContent;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of one stream, oldest first, each opened when its turn comes: renames, packing and merging meanwhile neither hide
 * a record nor show one twice, and what was deleted before its turn is gone. One thread; one descriptor, so that no more than
 * one deleted file keeps its bytes.
 */
public final class StreamFiles implements AutoCloseable {
    private final @Nullable StreamWalk walk;
    private final @Nullable Path newest;
    private final List<Path> given;
    private int number;
    private @Nullable ReadableFile open;
    private @Nullable Bookmark here;

    private StreamFiles(@Nullable StreamWalk walk, @Nullable Path newest, List<Path> given) {
        this.walk = walk;
        this.newest = newest;
        this.given = given;
    }

    /** Where a file was, and what it holds, for whoever may want it once more. Immutable. */
    public static final class Bookmark {
        private final Path path;

        /** As it was listed; null when a user named it. */
        private final History.@Nullable Stamp stamp;

        private final String epoch;

        /** Its last one; 0 when it has no name. */
        private final int generation;

        private Bookmark(Path path, History.@Nullable Stamp stamp, String epoch, int generation) {
            this.path = path;
            this.stamp = stamp;
            this.epoch = epoch;
            this.generation = generation;
        }
    }

    /** The history of the stream whose newest file this is, and that file up to its last committed byte. */
    public static StreamFiles of(Path newest) throws IOException {
        return new StreamFiles(StreamWalk.oldestFirst(newest), newest, List.of());
    }

    /** These files in this order; the last one as a newest file: up to its last committed byte, where somebody writes it. */
    public static StreamFiles of(List<Path> paths) {
        return new StreamFiles(null, null, List.copyOf(paths));
    }

    /**
     * Closes the file before and opens the next one; null when there is none.
     *
     * @throws NoSuchFileException when one that a user named is not there
     * @throws IOException also when the files are renamed faster than they can be opened
     */
    public @Nullable ReadableFile next() throws IOException {
        closeOpen();
        open = walk == null ? nextGiven() : nextOf(walk);
        return open;
    }

    private @Nullable ReadableFile nextGiven() throws IOException {
        if (number == given.size()) {
            here = null;
            return null;
        }
        Path path = given.get(number++);
        here = new Bookmark(path, null, "", 0);
        return number == given.size() ? ReadableFile.newest(path) : ReadableFile.history(path);
    }

    private @Nullable ReadableFile nextOf(StreamWalk files) throws IOException {
        OpenFile next = files.next();
        if (next == null || newest == null) {
            here = null;
            return null;
        }
        History.Stamp stamp = next.isNewest() ? null : files.stamp();
        here = new Bookmark(stamp == null ? newest : stamp.path(), stamp, next.epoch(), next.last());
        return next.readable(newest, files.start(next));
    }

    /** That of the open file. */
    public Bookmark bookmark() {
        Bookmark place = here;
        if (place == null) {
            throw new IllegalStateException("no file is open");
        }
        return place;
    }

    /**
     * Opens a history file once more, whatever it is called by now, instead of the one that is open; it may have been merged with
     * others. Null when it is deleted.
     */
    public @Nullable ReadableFile again(Bookmark place) throws IOException {
        closeOpen();
        open = reopened(place);
        return open;
    }

    private @Nullable ReadableFile reopened(Bookmark place) throws IOException {
        History.Stamp stamp = place.stamp;
        if (stamp == null) {
            return ReadableFile.history(place.path);
        }
        try {
            ReadableFile file = ReadableFile.history(place.path);
            if (History.isAsListed(stamp)) {
                return file;
            }
            file.close();
        } catch (NoSuchFileException renamed) {
            // it is looked for by what it holds
        }
        LineNames names = newest == null || place.generation == 0 ? null : StreamNames.of(newest);
        if (names == null || !names.epoch().equals(place.epoch)) {
            return null;
        }
        SegmentContent content = names.find(place.generation);
        return content == null ? null : ReadableFile.history(content, 0);
    }

    private void closeOpen() throws IOException {
        ReadableFile file = open;
        open = null;
        if (file != null) {
            file.close();
        }
        if (walk != null) {
            walk.finish();
        }
    }

    @Override
    public void close() throws IOException {
        closeOpen();
        if (walk != null) {
            walk.close();
        }
    }
}
