package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.BackwardRecords;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/tail}: records as they come, from a place in the streams on. */
final class TailApi {
    private static final int MOST_STREAMS = 16;
    private static final int MOST_BACKLOG = 1_000;
    private static final long BACKLOG_CHARS = 1024 * 1024;

    private final Streams streams;
    private final Tails tails;
    private final Moments moments;

    TailApi(Streams streams, Tails tails, Moments moments) {
        this.streams = streams;
        this.tails = tails;
        this.moments = moments;
    }

    Answer tail(Ask ask) throws Refusal, IOException {
        var parameters = new Parameters(
                ask, moments, RecordFilter.singleAnd("n", "cursor"), RecordFilter.repeatableAnd("stream"));
        RecordFilter filter = RecordFilter.of(parameters);
        int backlog = parameters.number("n", 0, 0, MOST_BACKLOG);
        List<StoredStream> asked = streams(parameters);
        String last = ask.lastEventId();
        @Nullable String cursor = last == null || last.isBlank() ? parameters.text("cursor") : last;
        tails.checkRoom();
        var client = new TailParts(tails);
        if (cursor == null) {
            fromNow(client, asked, filter, backlog);
        } else {
            List<StreamCursor> places = TailCursor.parse(cursor, asked);
            for (int index = 0; index < asked.size(); index++) {
                client.follow(tails.feed(asked.get(index)), filter, places.get(index));
            }
        }
        tails.enter(client);
        return Answer.parts("text/event-stream; charset=utf-8", client, Map.of());
    }

    private List<StoredStream> streams(Parameters parameters) throws Refusal {
        var asked = new LinkedHashMap<String, StoredStream>();
        for (String name : parameters.all("stream")) {
            StoredStream stream = streams.stored(name);
            asked.put(stream.name(), stream);
        }
        if (asked.isEmpty() || asked.size() > MOST_STREAMS) {
            throw new Refusal(
                    400,
                    "bad parameter",
                    "stream must be given, up to " + MOST_STREAMS + " times: which ones to follow");
        }
        return List.copyOf(asked.values());
    }

    /** Begins with the newest records, and goes on with what comes. */
    private void fromNow(TailParts client, List<StoredStream> asked, RecordFilter filter, int count)
            throws Refusal, IOException {
        long deadline = tails.nanos() + RecordsApi.READ_NANOS;
        var newest = new ArrayList<Fed>();
        for (StoredStream stream : asked) {
            BackwardRecords reader = BackwardRecords.of(stream.file());
            List<Fed> found = newest(reader, stream, filter, count, BACKLOG_CHARS / asked.size(), deadline);
            if (!reader.end().isNamed() && !reader.isEmpty()) {
                throw new Refusal(
                        503,
                        "not now",
                        "the lines of " + stream.name() + " have no names, so nobody can go on behind one");
            }
            newest.addAll(found);
            client.follow(tails.feed(stream), filter, reader.end());
        }
        newest.sort(Comparator.comparing(fed -> Objects.requireNonNullElse(fed.time(), Instant.MIN)));
        client.backlog(newest.subList(Math.max(0, newest.size() - count), newest.size()));
    }

    private List<Fed> newest(
            BackwardRecords reader, StoredStream stream, RecordFilter filter, int count, long mostChars, long deadline)
            throws IOException {
        var found = new ArrayList<Fed>();
        long chars = 0;
        boolean more = true;
        while (more) {
            var part = new RecordsPart(Math.max(1, count - found.size()));
            reader.next(record -> part.take(record, stream, filter));
            var older = new ArrayList<Fed>();
            part.forEachNewestFirst(
                    (record, fields) -> older.add(0, new Fed(stream, record, StreamCursor.START, false)));
            found.addAll(0, older);
            chars += older.stream().mapToLong(Fed::chars).sum();
            boolean late = tails.nanos() - deadline >= 0;
            more = found.size() < count && chars < mostChars && !reader.isWhole() && !late;
        }
        return found;
    }
}
