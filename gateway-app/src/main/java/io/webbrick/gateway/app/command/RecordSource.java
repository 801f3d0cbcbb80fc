package io.webbrick.gateway.app.command;

import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.util.List;

/** The records of a stream, wherever it is. One thread. */
interface RecordSource {
    /** The newest wanted records, oldest of them first. */
    List<String> last(int count) throws IOException;

    /** All that is there behind the cursor. */
    List<String> rest() throws IOException;

    /** What has come since the last call; waits for it, but not for ever. */
    List<String> await() throws IOException;

    /** Behind what was given last; without a position where lines have no names. */
    StreamCursor cursor();
}
