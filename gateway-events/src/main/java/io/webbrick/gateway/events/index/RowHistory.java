package io.webbrick.gateway.events.index;

import java.io.IOException;
import java.util.Set;

/** Where rows come from: the history of EventLog, or what a test says it is. */
public interface RowHistory {
    /**
     * Hands on the rows of these sources that happened between two moments, the second excluded, oldest file first, and then,
     * as long as the sink wants them, those from before, newest file first. Others come as well; the sink chooses.
     */
    void read(Set<String> sources, long fromMillis, long toMillis, FileSink sink) throws IOException;

    /** Tells of all sources. */
    void describe(SourceSink sink) throws IOException;

    /** A sink that may look back behind the beginning of its range. */
    interface FileSink extends RowSink {
        /** The rows that follow stand in this file; newer files have larger numbers. */
        void file(int number);

        /** Whether rows of this file from before the range are wanted. */
        boolean wantsOlder(int number);
    }
}
