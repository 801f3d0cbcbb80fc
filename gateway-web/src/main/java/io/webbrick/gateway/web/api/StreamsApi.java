package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.StreamStatus;
import io.webbrick.gateway.logging.read.LastRecords;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Below {@code /api/streams/{name}/}: {@code records} as text, the newest or those behind a cursor, oldest first; {@code download}
 * of the whole stream; {@code rotate}.
 */
final class StreamsApi {
    static final String PREFIX = "/api/streams/";
    static final int MAX_RECORDS = 1_000;

    private static final String RECORDS = "/records";
    private static final String DOWNLOAD = "/download";
    private static final String ROTATE = "/rotate";
    private static final int MAX_CHARS = 4 * 1024 * 1024;

    private final Vitals vitals;
    private final Moments moments;
    private final Predicate<String> rotate;

    StreamsApi(Vitals vitals, Moments moments, Predicate<String> rotate) {
        this.vitals = vitals;
        this.moments = moments;
        this.rotate = rotate;
    }

    /** {@code GET}. */
    Answer read(Ask ask) throws Refusal, IOException {
        return ask.path().endsWith(DOWNLOAD) ? download(ask) : records(ask);
    }

    /** {@code POST}. */
    Answer change(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        StreamStatus stream = stream(ask, ROTATE);
        file(stream);
        if (!rotate.test(stream.name())) {
            throw new Refusal(
                    503,
                    "not rotated",
                    stream.name() + " cannot be written now; its files stay as they are, try again");
        }
        return Answer.json(200, Map.of("stream", stream.name(), "rotated", true));
    }

    private Answer download(Ask ask) throws Refusal, IOException {
        StreamStatus stream = stream(ask, DOWNLOAD);
        var parameters = new Parameters(ask, moments, Set.of("format"), Set.of());
        boolean gzip = parameters.word("format", List.of("text", "gzip")).equals("gzip");
        if (stream.name().equals("Debug") && !ask.admin()) {
            throw new Refusal(403, "not allowed", "only an admin may download Debug, which tells everything");
        }
        Path file = file(stream);
        String name = String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_") + (gzip ? ".gz" : "");
        return Answer.parts(
                gzip ? "application/gzip" : "text/plain; charset=utf-8",
                StreamParts.of(file, gzip),
                Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
    }

    /** The stream that a path is about. */
    private StreamStatus stream(Ask ask, String suffix) throws Refusal {
        if (!ask.path().endsWith(suffix) || ask.path().length() <= PREFIX.length() + suffix.length()) {
            throw Routes.notFound(ask.path());
        }
        return find(ask.path().substring(PREFIX.length(), ask.path().length() - suffix.length()));
    }

    private static Path file(StreamStatus stream) throws Refusal {
        Path file = stream.file();
        if (file == null) {
            throw new Refusal(404, "no records", "stream " + stream.name() + " goes to the console and keeps no file");
        }
        if (Files.isSymbolicLink(file)) {
            throw new Refusal(
                    404, "no records", "a link stands in the place of " + file.getFileName() + "; none is followed");
        }
        return file;
    }

    private Answer records(Ask ask) throws Refusal, IOException {
        StreamStatus stream = stream(ask, RECORDS);
        var parameters = new Parameters(ask, moments, Set.of("limit", "q", "not", "cursor"), Set.of());
        int limit = parameters.number("limit", 100, 1, MAX_RECORDS);
        var wanted = new Wanted(lower(parameters.text("q")), lower(parameters.text("not")));
        Path file = file(stream);
        String cursor = parameters.text("cursor");
        return Answer.json(
                200,
                cursor == null ? newest(stream, file, limit, wanted) : behind(stream, file, cursor, limit, wanted));
    }

    private static Map<String, Object> newest(StreamStatus stream, Path file, int limit, Wanted wanted)
            throws IOException {
        LastRecords newest = LastRecords.of(file, limit, MAX_CHARS, wanted::takes);
        List<Map<String, Object>> records =
                newest.entries().stream().map(StreamsApi::shape).toList();
        return answer(stream, records, newest.cursor(), newest.damagedFiles());
    }

    /** The records behind a cursor, oldest first. */
    private static Map<String, Object> behind(StreamStatus stream, Path file, String cursor, int limit, Wanted wanted)
            throws Refusal, IOException {
        StreamCursor from = StreamCursor.parse(cursor).orElseThrow(() -> wrongCursor(cursor));
        var records = new ArrayList<Map<String, Object>>();
        try (RecordReader reader = RecordReader.behind(file, from)) {
            long chars = 0;
            StreamCursor end = from;
            RecordReader.Entry record = reader.next();
            while (record != null && records.size() < limit && chars < MAX_CHARS) {
                if (wanted.takes(record.text())) {
                    records.add(shape(record));
                    chars += record.text().length();
                }
                end = reader.cursor();
                record = reader.next();
            }
            Map<String, Object> answer = answer(stream, records, end, reader.damagedFiles());
            answer.put("more", record != null);
            answer.put("deleted", reader.isDeleted());
            return answer;
        } catch (IllegalArgumentException ofAnotherStream) {
            throw wrongCursor(cursor);
        }
    }

    private static Refusal wrongCursor(String cursor) {
        return Refusal.parameter("cursor", cursor, "what an earlier answer of this stream called cursor");
    }

    private static Map<String, Object> answer(
            StreamStatus stream, List<Map<String, Object>> records, StreamCursor cursor, Set<String> damaged) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("stream", stream.name());
        answer.put("records", records);
        if (cursor.isNamed()) {
            answer.put("cursor", cursor.toString());
        }
        if (!damaged.isEmpty()) {
            answer.put("damaged", damaged.stream().sorted().toList());
        }
        return answer;
    }

    private static Map<String, Object> shape(RecordReader.Entry record) {
        var shape = new LinkedHashMap<String, Object>();
        shape.put("file", String.valueOf(record.file().getFileName()));
        shape.put("line", record.line());
        shape.put("text", record.text());
        Position position = record.position();
        if (position != null) {
            shape.put("position", position.toString());
        }
        return shape;
    }

    private StreamStatus find(String name) throws Refusal {
        List<StreamStatus> streams = vitals.status().streams();
        for (StreamStatus stream : streams) {
            if (stream.name().equalsIgnoreCase(name)) {
                return stream;
            }
        }
        String known =
                String.join(", ", streams.stream().map(StreamStatus::name).toList());
        throw new Refusal(404, "no such stream", name + " is not a stream; there are " + known);
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** What a record's text must and must not hold, in lower case. */
    private record Wanted(@Nullable String with, @Nullable String without) {
        boolean takes(String text) {
            if (with == null && without == null) {
                return true;
            }
            String plain = text.toLowerCase(Locale.ROOT);
            return (with == null || plain.contains(with)) && (without == null || !plain.contains(without));
        }
    }
}
