package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import io.webbrick.gateway.logging.store.History;
import io.webbrick.gateway.logging.store.SegmentContent;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files of one stream as they were at one moment, all open, oldest first: renames, packing and deletions that come
 * later do not reach their reader, so each record is there once, in its order. Costs a listing, and a descriptor for each
 * file until it is closed; nothing is read before it is asked for. One thread.
 */
public final class StreamFiles implements AutoCloseable {
    private static final int TRIES = 200;

    private final List<ReadableFile> files;

    private StreamFiles(List<ReadableFile> files) {
        this.files = List.copyOf(files);
    }

    /**
     * Opens the history of the stream whose newest file this is, and that file up to its last committed byte.
     *
     * @throws IOException also when its files are renamed faster than they can be opened
     */
    public static StreamFiles of(Path newest) throws IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            StreamFiles opened = open(newest);
            if (opened != null) {
                return opened;
            }
        }
        throw new IOException("the files of " + newest + " change faster than they can be opened; try again");
    }

    /**
     * Opens these files in this order; the last one as a newest file: up to its last committed byte, where somebody writes it.
     *
     * @throws NoSuchFileException when one of them is not there
     */
    public static StreamFiles of(List<Path> paths) throws IOException {
        var opened = new ArrayList<ReadableFile>();
        try {
            for (int index = 0; index < paths.size(); index++) {
                opened.add(open(paths.get(index), index == paths.size() - 1));
            }
            return new StreamFiles(opened);
        } catch (IOException | RuntimeException failed) {
            closeAll(opened);
            throw failed;
        }
    }

    private static ReadableFile open(Path path, boolean last) throws IOException {
        if (ReadableFile.isInArchive(path)) {
            return ReadableFile.inArchive(path);
        }
        return last
                ? ReadableFile.newest(path, NewestFile.opened(path))
                : ReadableFile.history(SegmentContent.open(path));
    }

    /** Null when the names meant other files before all were open. */
    private static @Nullable StreamFiles open(Path newest) throws IOException {
        Mark before = CommittedEnd.of(newest);
        List<History.Stamp> listed = History.stamps(newest);
        var opened = new ArrayList<ReadableFile>();
        boolean same = false;
        try {
            for (History.Stamp file : listed) {
                opened.add(ReadableFile.history(SegmentContent.open(file.path())));
            }
            NewestFile.Opened last = newest(newest);
            if (last != null) {
                opened.add(ReadableFile.newest(newest, last));
            }
            same = isSame(before, last == null ? CommittedEnd.of(newest) : last.end())
                    && isSame(before, CommittedEnd.of(newest))
                    && listed.equals(History.stamps(newest));
            return same ? new StreamFiles(opened) : null;
        } catch (NoSuchFileException renamed) {
            return null;
        } finally {
            if (!same) {
                closeAll(opened);
            }
        }
    }

    private static NewestFile.@Nullable Opened newest(Path newest) throws IOException {
        try {
            return NewestFile.opened(newest);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    private static boolean isSame(@Nullable Mark before, @Nullable Mark after) {
        if (before == null || after == null) {
            return Objects.equals(before, after);
        }
        return before.generation() == after.generation();
    }

    /** Oldest first; the newest file stands last, where there is one. */
    public List<ReadableFile> oldestFirst() {
        return files;
    }

    private static void closeAll(List<ReadableFile> files) throws IOException {
        IOException first = null;
        for (ReadableFile file : files) {
            try {
                file.close();
            } catch (IOException failed) {
                first = first == null ? failed : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void close() throws IOException {
        closeAll(files);
    }
}
