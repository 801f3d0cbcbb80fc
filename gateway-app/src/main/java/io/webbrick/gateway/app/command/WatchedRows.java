package io.webbrick.gateway.app.command;

import io.webbrick.gateway.events.index.RowHistory;
import io.webbrick.gateway.events.index.Shape;
import io.webbrick.gateway.events.index.SourceSink;
import java.io.IOException;
import java.util.Set;

/** A history whose reading shows its progress. One thread. */
final class WatchedRows implements RowHistory {
    private final RowHistory rows;
    private final Progress progress;

    WatchedRows(RowHistory rows, Progress progress) {
        this.rows = rows;
        this.progress = progress;
    }

    @Override
    public void read(Set<String> sources, long fromMillis, long toMillis, FileSink sink) throws IOException {
        rows.read(sources, fromMillis, toMillis, new FileSink() {
            @Override
            public void file(int number) {
                sink.file(number);
            }

            @Override
            public boolean wantsOlder(int number) {
                return sink.wantsOlder(number);
            }

            @Override
            public void row(long millis, Shape shape, double[] values) {
                progress.step();
                sink.row(millis, shape, values);
            }

            @Override
            public void loss(long millis, long fromMillis, long toMillis) {
                sink.loss(millis, fromMillis, toMillis);
            }
        });
    }

    @Override
    public void describe(SourceSink sink) throws IOException {
        rows.describe(sink);
    }
}
