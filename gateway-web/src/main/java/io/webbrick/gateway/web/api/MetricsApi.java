package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.LoggingStatus;
import io.webbrick.gateway.logging.StreamStatus;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** {@code /metrics}: the counters in Prometheus' text format 0.0.4. */
final class MetricsApi {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Vitals vitals;
    private final LongSupplier requests;
    private final Moments moments;

    MetricsApi(Vitals vitals, LongSupplier requests, Moments moments) {
        this.vitals = vitals;
        this.requests = requests;
        this.moments = moments;
    }

    Answer metrics(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        LoggingStatus status = vitals.status();
        var text = new StringBuilder(2_000);
        one(
                text,
                "webbrick_healthy",
                "gauge",
                "1 unless records were lost in the last minute",
                vitals.healthy() ? 1 : 0);
        one(
                text,
                "webbrick_start_time_seconds",
                "gauge",
                "when the gateway began to serve, seconds since 1970",
                vitals.started().getEpochSecond());
        one(text, "webbrick_records_accepted_total", "counter", "records offered while enabled", status.accepted());
        one(text, "webbrick_records_stored_total", "counter", "records written", status.stored());
        one(text, "webbrick_records_lost_total", "counter", "records given up", status.lost());
        one(text, "webbrick_http_requests_total", "counter", "requests answered or refused", requests.getAsLong());
        each(text, status, "webbrick_stream_bytes", "gauge", "bytes of all files of a stream", StreamStatus::bytes);
        each(text, status, "webbrick_stream_files", "gauge", "files of a stream", StreamStatus::files);
        each(
                text,
                status,
                "webbrick_stream_stored_total",
                "counter",
                "records written to a stream",
                StreamStatus::stored);
        each(text, status, "webbrick_stream_lost_total", "counter", "records a stream gave up", StreamStatus::lost);
        return Answer.of(200, TYPE, text.toString());
    }

    private static void one(StringBuilder text, String name, String kind, String help, long value) {
        head(text, name, kind, help);
        text.append(name).append(' ').append(value).append('\n');
    }

    private static void each(
            StringBuilder text,
            LoggingStatus status,
            String name,
            String kind,
            String help,
            ToLongFunction<StreamStatus> value) {
        head(text, name, kind, help);
        for (StreamStatus stream : status.streams()) {
            text.append(name).append("{stream=\"").append(label(stream.name())).append("\"} ");
            text.append(value.applyAsLong(stream)).append('\n');
        }
    }

    private static void head(StringBuilder text, String name, String kind, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
    }

    private static String label(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
