package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/streams/{name}/records}: pages through everything that a stream has stored, in both directions. A question that
 * has read for long answers with what it has and where to go on.
 */
final class RecordsApi {
    static final int MAX_RECORDS = 1_000;

    /** How long a question may read before it answers with what it has. */
    static final long READ_NANOS = 1_500_000_000L;

    private static final String PLACE = "what an earlier answer of this stream called cursor";
    private static final String POSITION = "what an earlier answer of this stream called position";

    private final Moments moments;
    private final LongSupplier nanos;

    RecordsApi(Moments moments, LongSupplier nanos) {
        this.moments = moments;
        this.nanos = nanos;
    }

    /** Answers from this stream. */
    Answer answer(Ask ask, StoredStream stream) throws Refusal, IOException {
        var parameters = new Parameters(
                ask,
                moments,
                RecordFilter.singleAnd("from", "to", "range", "order", "limit", "cursor", "before", "around"),
                RecordFilter.repeatableAnd());
        RecordFilter filter = RecordFilter.of(parameters);
        int limit = parameters.number("limit", 100, 1, MAX_RECORDS);
        @Nullable String cursor = parameters.text("cursor");
        @Nullable String before = parameters.text("before");
        @Nullable String around = parameters.text("around");
        @Nullable String order = parameters.text("order");
        if (Stream.of(cursor, before, around, order).filter(Objects::nonNull).count() > 1) {
            throw new Refusal(
                    400, "bad parameter", "cursor, before, around and order say where to begin; give one of them");
        }
        var page = new RecordsPage(stream, filter, limit, nanos.getAsLong() + READ_NANOS, nanos);
        try {
            if (around != null) {
                return page.around(position("around", around));
            }
            if (before != null) {
                return page.newest(position("before", before));
            }
            if (cursor != null) {
                return page.behind(
                        StreamCursor.parse(cursor).orElseThrow(() -> Refusal.parameter("cursor", cursor, PLACE)));
            }
            List<String> orders = filter.from() == null ? List.of("newest", "oldest") : List.of("oldest", "newest");
            return parameters.word("order", orders).equals("newest") ? page.newest(null) : page.oldest();
        } catch (IllegalArgumentException ofAnotherStream) {
            String name = cursor != null ? "cursor" : before != null ? "before" : "around";
            throw Refusal.parameter(name, String.valueOf(parameters.text(name)), cursor != null ? PLACE : POSITION);
        }
    }

    private static Position position(String name, String text) throws Refusal {
        return Position.parse(text).orElseThrow(() -> Refusal.parameter(name, text, POSITION));
    }
}
