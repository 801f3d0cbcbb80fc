package io.webbrick.gateway.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code GET /api/search}: what all history of a stream holds, told as it is found. */
final class SearchApi {
    private static final int USUAL = 200;

    private final Streams streams;
    private final Searches searches;
    private final Moments moments;

    SearchApi(Streams streams, Searches searches, Moments moments) {
        this.streams = streams;
        this.searches = searches;
        this.moments = moments;
    }

    Answer search(Ask ask) throws Refusal, IOException {
        var parameters = new Parameters(
                ask,
                moments,
                RecordFilter.singleAnd("stream", "from", "to", "range", "limit", "order"),
                RecordFilter.repeatableAnd());
        RecordFilter filter = RecordFilter.of(parameters);
        int limit = parameters.number("limit", USUAL, 1, RecordsApi.MAX_RECORDS);
        boolean newest = parameters.word("order", List.of("newest", "oldest")).equals("newest");
        StoredStream stream = streams.stored(parameters.required("stream", "the stream to search"));
        var search = new SearchParts(searches, SearchRun.of(stream, filter, limit, newest));
        searches.enter(search);
        return Answer.parts("text/event-stream; charset=utf-8", search, Map.of());
    }
}
