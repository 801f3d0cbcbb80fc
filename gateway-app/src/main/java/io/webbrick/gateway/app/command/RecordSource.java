package io.webbrick.gateway.app.command;

import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.util.List;

/** The records of a stream, wherever it is. One thread. */
interface RecordSource {
    /** The newest wanted records, oldest of them first. */
    List<String> last(int count) throws IOException;

    /** What came since the last call. */
    List<String> poll() throws IOException;

    /** Behind what was given last; without a position where lines have no names. */
    StreamCursor cursor();
}
