package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.BackwardRecords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongSupplier;

/** {@code GET /api/histogram}: how many records of each level a stream has, over time. */
final class HistogramApi {
    private static final Duration USUAL = Duration.ofDays(1);
    private static final List<String> LEVELS = List.of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL");

    private final Streams streams;
    private final Moments moments;
    private final LongSupplier nanos;

    HistogramApi(Streams streams, Moments moments, LongSupplier nanos) {
        this.streams = streams;
        this.moments = moments;
        this.nanos = nanos;
    }

    Answer histogram(Ask ask) throws Refusal, IOException {
        long deadline = nanos.getAsLong() + RecordsApi.READ_NANOS;
        var parameters = new Parameters(
                ask,
                moments,
                RecordFilter.singleAnd("stream", "from", "to", "range", "buckets"),
                RecordFilter.repeatableAnd());
        RecordFilter filter = RecordFilter.of(parameters);
        int count = parameters.number("buckets", 60, 10, 400);
        StoredStream stream = streams.stored(parameters.required("stream", "the stream to count"));
        Instant end = filter.to() == null ? moments.now().plusMillis(1) : filter.to();
        Instant begin = filter.from() == null ? begin(stream, parameters, end) : filter.from();
        if (!begin.isBefore(end)) {
            throw new Refusal(400, "bad parameter", "from (" + begin + ") must lie before to (" + end + ")");
        }
        var histogram = new Histogram(begin.toEpochMilli(), end.toEpochMilli(), count);
        boolean complete = count(stream, filter, begin, histogram, deadline);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("stream", stream.name());
        answer.put("from", histogram.from().toString());
        answer.put("to", end.toString());
        answer.put("bucketMillis", histogram.bucketMillis());
        answer.put("levels", LEVELS);
        answer.put("buckets", histogram.buckets());
        answer.put("complete", complete);
        if (filter.cutOff() > 0) {
            answer.put("cutOff", filter.cutOff());
        }
        return Answer.json(200, answer);
    }

    /** With {@code range=all} from the oldest record on, else one day. */
    private Instant begin(StoredStream stream, Parameters parameters, Instant end) throws Refusal {
        Instant oldest = streams.find(stream.name()).oldest();
        boolean all = "all".equals(parameters.text("range"));
        return all && oldest != null && oldest.isBefore(end) ? oldest : end.minus(USUAL);
    }

    /** Reads back to this time; whether it came there. */
    private boolean count(StoredStream stream, RecordFilter filter, Instant begin, Histogram histogram, long deadline)
            throws IOException {
        BackwardRecords reader = BackwardRecords.of(stream.file());
        boolean late = false;
        boolean early = false;
        while (!late && !early && !reader.isWhole()) {
            var part = new RecordsPart(0);
            reader.next(record -> part.count(record, stream, filter, histogram));
            early = part.isBefore(begin);
            late = nanos.getAsLong() - deadline >= 0;
            histogram.readFrom(part.oldest());
        }
        boolean complete = early || reader.isWhole();
        if (!complete) {
            histogram.cut();
        }
        return complete;
    }
}
