package io.webbrick.gateway.app.command;

import java.io.IOException;
import java.util.List;

/** The records of a stream, wherever it is. One thread. */
interface RecordSource {
    /** The newest wanted records, oldest of them first. */
    List<String> last(int count) throws IOException;

    /** What came since the last call. */
    List<String> poll() throws IOException;
}
