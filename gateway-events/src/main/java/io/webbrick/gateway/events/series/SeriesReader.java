package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.history.EventHistory;
import java.io.IOException;
import java.util.List;

/** Answers questions about series from EventLog's text. */
public final class SeriesReader {
    private final EventHistory history;

    public SeriesReader(EventHistory history) {
        this.history = history;
    }

    /** One series per source of the query, in its order; a source without readings gives an empty one. */
    public List<Series> read(SeriesQuery query) throws IOException {
        throw new IOException("" + (history == null));
    }

    /** All sources, by name. */
    public List<SourceInfo> sources() throws IOException {
        throw new IOException("" + (history == null));
    }
}
