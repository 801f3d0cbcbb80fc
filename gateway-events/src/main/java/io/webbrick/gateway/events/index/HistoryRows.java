package io.webbrick.gateway.events.index;

import io.webbrick.gateway.events.line.LocalTimes;
import io.webbrick.gateway.logging.read.ReadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over the files of EventLog, each by its index where that is whole, else by its text. One thread. */
final class HistoryRows {
    private final List<ReadableFile> files;
    private final Set<String> sources;
    private final LocalTimes times;
    private final @Nullable LiveIndex live;

    HistoryRows(List<ReadableFile> files, Set<String> sources, LocalTimes times, @Nullable LiveIndex live) {
        this.files = files;
        this.sources = sources;
        this.times = times;
        this.live = live;
    }

    void read(long fromMillis, long toMillis, RowHistory.FileSink sink) throws IOException {
        var text = new TextRows(sink, times, sources);
        List<Integer> older = new ArrayList<>();
        for (int number = 0; number < files.size(); number++) {
            sink.file(number);
            ReadableFile file = files.get(number);
            try (IndexFile index = IndexedHistory.index(file, times.zone())) {
                if (index == null) {
                    scan(file, text, sink);
                } else if (index.head().maxMillis() < fromMillis) {
                    older.add(number);
                    pass(index);
                } else if (index.head().minMillis() >= toMillis) {
                    pass(index);
                } else if (replay(index, sink)) {
                    pass(index);
                } else {
                    scan(file, text, sink);
                }
            }
        }
        for (int i = older.size() - 1; i >= 0; i--) {
            goBack(older.get(i), text, sink);
        }
    }

    private void goBack(int number, TextRows text, RowHistory.FileSink sink) throws IOException {
        if (!sink.wantsOlder(number)) {
            return;
        }
        sink.file(number);
        ReadableFile file = files.get(number);
        try (IndexFile index = IndexedHistory.index(file, times.zone())) {
            if (index == null || !replay(index, sink)) {
                scan(file, text, sink);
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
        long known = live == null ? 0 : live.replay(file, sources, sink);
        if (known > 0 && known >= file.committedBytes()) {
            return;
        }
        if (known == 0 && file.isNewest()) {
            known = replayBegin(file, sink);
        }
        text.begin();
        try (InputStream in = file.text(known)) {
            text.read(in, !file.isNewest());
        } catch (java.nio.file.FileSystemException cannotRead) {
            throw cannotRead;
        } catch (IOException damaged) {
            text.begin();
        }
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
        for (ReadableFile file : files) {
            try (IndexFile index = IndexedHistory.index(file, times.zone())) {
                if (index == null || !describe(index, sink)) {
                    var rows = new IndexBuilder();
                    scan(file, new TextRows(rows, times, sources), rows);
                    rows.describe(sink);
                } else {
                    pass(index);
                }
            }
        }
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
