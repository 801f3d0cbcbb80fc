package io.webbrick.gateway.events.index;

import io.webbrick.gateway.events.index.Overviews.Overview;
import io.webbrick.gateway.events.line.LocalTimes;
import io.webbrick.gateway.logging.read.ReadableFile;
import io.webbrick.gateway.logging.read.StreamFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over the files of EventLog, each by its index where that is whole, else by its text. One thread. */
final class HistoryRows {
    private final StreamFiles files;
    private final Set<String> sources;
    private final LocalTimes times;
    private final @Nullable LiveIndex live;

    /** The directory that was looked at last, which mostly is that of all files, and where its indexes lie. */
    private @Nullable Path directory;

    private @Nullable IndexPlace place;

    /** A file all of whose events happened before the range. */
    private record Older(int number, StreamFiles.Bookmark file) {}

    HistoryRows(StreamFiles files, Set<String> sources, LocalTimes times, @Nullable LiveIndex live) {
        this.files = files;
        this.sources = sources;
        this.times = times;
        this.live = live;
    }

    void read(long fromMillis, long toMillis, RowHistory.FileSink sink) throws IOException {
        var text = new TextRows(sink, times, sources);
        List<Older> older = new ArrayList<>();
        int number = 0;
        for (ReadableFile file = files.next(); file != null; file = files.next()) {
            sink.file(number);
            try (IndexFile index = index(file)) {
                if (index == null) {
                    scan(file, text, sink);
                } else if (index.head().maxMillis() < fromMillis) {
                    older.add(new Older(number, files.bookmark()));
                    pass(index);
                } else if (index.head().minMillis() >= toMillis) {
                    pass(index);
                } else if (replay(index, sink)) {
                    pass(index);
                } else {
                    scan(file, text, sink);
                }
            }
            number++;
        }
        for (int i = older.size() - 1; i >= 0; i--) {
            goBack(older.get(i), fromMillis, sink);
        }
    }

    private @Nullable IndexFile index(ReadableFile file) throws IOException {
        if (!IndexedHistory.mayHaveIndex(file)) {
            return null;
        }
        Path parent = file.path().getParent();
        if (place == null || !Objects.equals(parent, directory)) {
            directory = parent;
            place = IndexPlace.of(file.path());
        }
        return place == null ? null : place.find(file, times.zone());
    }

    private void goBack(Older older, long fromMillis, RowHistory.FileSink sink) throws IOException {
        ReadableFile file = sink.wantsOlder(older.number()) ? files.again(older.file()) : null;
        if (file == null) {
            return;
        }
        sink.file(older.number());
        var before = new RowsBefore(fromMillis, sink);
        try (IndexFile index = index(file)) {
            if (index == null || !replay(index, before)) {
                scan(file, new TextRows(before, times, sources), before);
            }
        }
    }

    /** Whether the index was whole; else nothing was handed on. */
    private boolean replay(IndexFile index, RowSink sink) throws IOException {
        IndexFile.Content content;
        try {
            content = index.read(sources);
        } catch (DamagedIndexException damaged) {
            return false;
        }
        content.replay(sink);
        return true;
    }

    private void pass(IndexFile index) {
        IndexedHistory.pass(times, index.head().last());
    }

    private void scan(ReadableFile file, TextRows text, RowSink sink) throws IOException {
        scan(file, live == null || file.begin() > 0 ? file.begin() : live.replay(file, sources, sink), text, sink);
    }

    /** Reads the text from where the rest begins that is not known yet. */
    private void scan(ReadableFile file, long begin, TextRows text, RowSink sink) throws IOException {
        long known = begin;
        if (known > 0 && file.isNewest() && known >= file.committedBytes()) {
            return;
        }
        if (known == 0 && file.isNewest()) {
            known = replayBegin(file, sink);
        }
        for (long from = known; from >= 0; ) {
            text.begin();
            try (InputStream in = file.text(from)) {
                text.read(in, !file.isNewest());
                from = -1;
            } catch (FileSystemException cannotRead) {
                throw cannotRead;
            } catch (IOException damaged) {
                from = ReadableFile.behind(damaged);
            }
        }
        text.begin();
    }

    /** Hands on what an index has of the beginning of a newest file; where the rest begins. */
    private long replayBegin(ReadableFile file, RowSink sink) throws IOException {
        IndexPlace place = IndexPlace.of(file.path());
        try (IndexFile index = place == null ? null : place.findBegin(file, times.zone())) {
            if (index == null || !replay(index, sink)) {
                return 0;
            }
            pass(index);
            return index.head().text().bytes();
        }
    }

    void describe(SourceSink sink) throws IOException {
        Set<String> names = new HashSet<>();
        for (ReadableFile file = files.next(); file != null; file = files.next()) {
            if (live == null || file.begin() > 0) {
                describe(file, sink);
            } else if (file.isNewest()) {
                scan(file, live.describe(file, sink), sink);
            } else {
                String name = TextPrint.fileName(file);
                names.add(name);
                describe(file, name, live.overviews(), sink);
            }
        }
        if (live != null) {
            live.overviews().retain(names);
        }
    }

    /** Tells of a history file what is known of it, or what it says, which is known then. */
    private void describe(ReadableFile file, String name, Overviews overviews, SourceSink sink) throws IOException {
        Overview overview = overviews.find(name);
        if (overview == null) {
            overview = new Overview();
            overview.last(describe(file, overview));
            overviews.keep(name, overview);
        } else {
            IndexedHistory.pass(times, overview.last());
        }
        overview.tell(sink);
    }

    /** Tells of a file by its index where that is whole, else by its text; when its last line was journaled. */
    private @Nullable Instant describe(ReadableFile file, SourceSink sink) throws IOException {
        try (IndexFile index = index(file)) {
            if (index == null || !describe(index, sink)) {
                return scan(file, file.begin(), sink);
            }
            pass(index);
            return index.head().last();
        }
    }

    private @Nullable Instant scan(ReadableFile file, long begin, SourceSink sink) throws IOException {
        var rows = new IndexBuilder();
        var text = new TextRows(rows, times, sources);
        scan(file, begin, text, rows);
        rows.describe(sink);
        return text.lastTime();
    }

    private boolean describe(IndexFile index, SourceSink sink) throws IOException {
        try {
            IndexFile.Content content = index.read(Set.of());
            content.blocks().forEach(source -> source.forEach(block -> block.describe(sink)));
            return true;
        } catch (DamagedIndexException damaged) {
            return false;
        }
    }
}
