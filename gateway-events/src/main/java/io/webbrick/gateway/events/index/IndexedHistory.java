package io.webbrick.gateway.events.index;

import io.webbrick.gateway.events.line.LocalTimes;
import io.webbrick.gateway.logging.read.ReadableFile;
import io.webbrick.gateway.logging.read.StreamFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EventLog's numbers over all its files, from their indexes where these are there and whole, else from the text: the answers
 * are the same. Immutable; any thread. A pass holds one file open, and the rows of one file.
 */
public final class IndexedHistory implements RowHistory {
    private final Files files;
    private final ZoneId zone;
    private final @Nullable LiveIndex live;

    private IndexedHistory(Files files, ZoneId zone, @Nullable LiveIndex live) {
        this.files = files;
        this.zone = zone;
        this.live = live;
    }

    /** Opens the files at the moment of a pass. */
    private interface Files {
        StreamFiles open() throws IOException;
    }

    /** The history of the stream whose newest file this is; {@code zone} is what local times mean. */
    public static IndexedHistory of(Path newest, ZoneId zone) {
        return new IndexedHistory(() -> StreamFiles.of(newest), zone, null);
    }

    /** The same within the process that writes it, with what is known of the newest file already. */
    public static IndexedHistory of(Path newest, ZoneId zone, LiveIndex live) {
        return new IndexedHistory(() -> StreamFiles.of(newest), zone, live);
    }

    /** These files in this order. */
    public static IndexedHistory of(List<Path> files, ZoneId zone) {
        List<Path> copy = List.copyOf(files);
        return new IndexedHistory(() -> StreamFiles.of(copy), zone, null);
    }

    @Override
    public void read(Set<String> sources, long fromMillis, long toMillis, FileSink sink) throws IOException {
        try (StreamFiles opened = files.open()) {
            new HistoryRows(opened, sources, new LocalTimes(zone), live).read(fromMillis, toMillis, sink);
        }
    }

    @Override
    public void describe(SourceSink sink) throws IOException {
        try (StreamFiles opened = files.open()) {
            new HistoryRows(opened, Set.of(), new LocalTimes(zone), live).describe(sink);
        }
    }

    /** What time it was at the last line of a file that was not read. */
    static void pass(LocalTimes times, @Nullable Instant last) {
        if (last != null) {
            times.passed(last);
        }
    }

    /** The index of a history file; null when there is none that can be used, or a newest file. */
    static @Nullable IndexFile index(ReadableFile file, ZoneId zone) throws IOException {
        IndexPlace place = mayHaveIndex(file) ? IndexPlace.of(file.path()) : null;
        return place == null ? null : place.find(file, zone);
    }

    /** Whether there could be one: for a whole history file that lies there by itself. */
    static boolean mayHaveIndex(ReadableFile file) {
        return !file.isNewest() && file.isSeekable() && file.begin() == 0;
    }
}
