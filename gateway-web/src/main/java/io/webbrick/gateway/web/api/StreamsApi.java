package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.StreamStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Below {@code /api/streams/{name}/}: {@code records} page by page; {@code download} of the whole stream; {@code rotate}.
 */
final class StreamsApi {
    static final String PREFIX = "/api/streams/";

    private static final String RECORDS = "/records";
    private static final String DOWNLOAD = "/download";
    private static final String ROTATE = "/rotate";

    private final Streams streams;
    private final RecordsApi records;
    private final Moments moments;
    private final Predicate<String> rotate;

    StreamsApi(Streams streams, RecordsApi records, Moments moments, Predicate<String> rotate) {
        this.streams = streams;
        this.records = records;
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
        Streams.file(stream);
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
        Path file = Streams.file(stream);
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
        return streams.find(ask.path().substring(PREFIX.length(), ask.path().length() - suffix.length()));
    }

    private Answer records(Ask ask) throws Refusal, IOException {
        StreamStatus stream = stream(ask, RECORDS);
        return records.answer(ask, streams.stored(stream.name()));
    }
}
