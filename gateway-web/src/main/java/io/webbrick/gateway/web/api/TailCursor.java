package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A place in several streams: their cursors in the order of the streams, joined by blanks; {@code -} where nothing was read. */
final class TailCursor {
    private static final String BEGIN = "-";
    private static final String MEANING = "what an earlier answer for the same streams called id";

    private TailCursor() {}

    static String print(StreamCursor cursor) {
        return cursor.isNamed() ? cursor.toString() : BEGIN;
    }

    /**
     * The place in each of these streams.
     *
     * @throws Refusal when it is none of these streams
     */
    static List<StreamCursor> parse(String text, List<StoredStream> streams) throws Refusal, IOException {
        String[] parts = text.strip().split(" ", -1);
        if (parts.length != streams.size()) {
            throw Refusal.parameter("cursor", text, MEANING);
        }
        var cursors = new ArrayList<StreamCursor>();
        for (int index = 0; index < parts.length; index++) {
            cursors.add(cursor(parts[index], text, streams.get(index)));
        }
        return cursors;
    }

    private static StreamCursor cursor(String part, String text, StoredStream stream) throws Refusal, IOException {
        StreamCursor cursor = part.equals(BEGIN)
                ? StreamCursor.START
                : StreamCursor.parse(part).orElseThrow(() -> Refusal.parameter("cursor", text, MEANING));
        try (RecordReader reader = RecordReader.behind(stream.file(), cursor)) {
            return reader.cursor();
        } catch (IllegalArgumentException ofAnotherStream) {
            throw Refusal.parameter("cursor", text, MEANING);
        }
    }
}
