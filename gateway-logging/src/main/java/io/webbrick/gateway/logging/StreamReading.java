package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.read.RecordParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What readers of the streams want to know besides their files, as it is at each call. Any thread. */
public interface StreamReading {
    /** Reads the records of the stream of this name back; what is not configured any more, as our own formats. */
    RecordParser parser(String stream);

    /** The newest file of the stream of this name; empty when there is none, or it has no file. Costs no look at it. */
    Optional<Path> file(String stream);

    /** How many records of each stream were stored since the start, by name, in the order of the streams. Costs no look at a file. */
    Map<String, Long> stored();

    /** Which share of one processor all searches through history may take together; above 0, at most 1. */
    double searchShare();

    /** What was kept under this name, a word, in the log directory; empty when nothing was. */
    byte[] kept(String name) throws IOException;

    /** Keeps something small under this name, over restarts; nothing happens where there is no log directory. */
    void keep(String name, byte[] content) throws IOException;
}
