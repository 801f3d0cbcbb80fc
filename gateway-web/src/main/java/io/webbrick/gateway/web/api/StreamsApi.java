package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.StreamStatus;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/streams/{name}/records}: the newest records of a stream as text, oldest of them first. */
final class StreamsApi {
    static final String PREFIX = "/api/streams/";
    static final int MAX_RECORDS = 1_000;

    private static final String SUFFIX = "/records";
    private static final int MAX_CHARS = 4 * 1024 * 1024;

    private final Vitals vitals;
    private final Moments moments;

    StreamsApi(Vitals vitals, Moments moments) {
        this.vitals = vitals;
        this.moments = moments;
    }

    Answer records(Ask ask) throws Refusal, IOException {
        if (!ask.path().endsWith(SUFFIX) || ask.path().length() <= PREFIX.length() + SUFFIX.length()) {
            throw Routes.notFound(ask.path());
        }
        var parameters = new Parameters(ask, moments, Set.of("limit", "q", "not"), Set.of());
        int limit = parameters.number("limit", 100, 1, MAX_RECORDS);
        var wanted = new Wanted(lower(parameters.text("q")), lower(parameters.text("not")));
        String name = ask.path().substring(PREFIX.length(), ask.path().length() - SUFFIX.length());
        StreamStatus stream = find(name);
        Path file = stream.file();
        if (file == null) {
            throw new Refusal(404, "no records", "stream " + stream.name() + " goes to the console and keeps no file");
        }
        var damaged = new ArrayList<String>();
        List<Map<String, Object>> records = newest(file, limit, wanted, damaged);
        Map<String, Object> answer = Map.of("stream", stream.name(), "records", records);
        if (!damaged.isEmpty()) {
            answer = Map.of("stream", stream.name(), "records", records, "damaged", damaged);
        }
        return Answer.json(200, answer);
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

    private static List<Map<String, Object>> newest(Path file, int limit, Wanted wanted, List<String> damaged)
            throws IOException {
        List<Path> segments = new ArrayList<>(Segments.oldestFirst(file));
        Collections.reverse(segments);
        var found = new ArrayDeque<Map<String, Object>>();
        for (Path segment : segments) {
            List<Map<String, Object>> older = new ArrayList<>(last(segment, limit - found.size(), wanted, damaged));
            Collections.reverse(older);
            older.forEach(found::addFirst);
            if (found.size() >= limit) {
                break;
            }
        }
        return List.copyOf(found);
    }

    private static Deque<Map<String, Object>> last(Path segment, int limit, Wanted wanted, List<String> damaged)
            throws IOException {
        var kept = new Kept(segment, limit, wanted);
        try (LineReader lines = LineReader.of(List.of(segment))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                kept.line(line, lines.lineNumber());
            }
            if (lines.damages() > 0) {
                damaged.add(String.valueOf(segment.getFileName()));
            }
        }
        kept.end();
        return kept.records;
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

    /** Joins lines to records (a line that begins with a tab continues one) and keeps the last ones. One thread. */
    private static final class Kept {
        private final Deque<Map<String, Object>> records = new ArrayDeque<>();
        private final String file;
        private final int limit;
        private final Wanted wanted;
        private final StringBuilder text = new StringBuilder();
        private long number;
        private long chars;

        Kept(Path segment, int limit, Wanted wanted) {
            this.file = String.valueOf(segment.getFileName());
            this.limit = limit;
            this.wanted = wanted;
        }

        void line(String line, long lineNumber) {
            if (line.startsWith("\t") && number > 0) {
                text.append('\n').append(line);
                return;
            }
            end();
            text.append(line);
            number = lineNumber;
        }

        void end() {
            if (number == 0) {
                return;
            }
            String record = text.toString();
            if (wanted.takes(record)) {
                keep(record);
            }
            text.setLength(0);
            number = 0;
        }

        private void keep(String record) {
            var shape = new LinkedHashMap<String, Object>();
            shape.put("file", file);
            shape.put("line", number);
            shape.put("text", record);
            records.addLast(shape);
            chars += record.length();
            while (records.size() > limit || (chars > MAX_CHARS && records.size() > 1)) {
                chars -= String.valueOf(records.removeFirst().get("text")).length();
            }
        }
    }
}
