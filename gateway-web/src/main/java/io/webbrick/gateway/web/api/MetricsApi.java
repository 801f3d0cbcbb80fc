package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.bus.BusCounters;
import io.webbrick.gateway.logging.BudgetStatus;
import io.webbrick.gateway.logging.LoggingStatus;
import io.webbrick.gateway.logging.StreamMeter;
import io.webbrick.gateway.logging.StreamStatus;
import io.webbrick.gateway.web.meter.Exposition;
import io.webbrick.gateway.web.meter.Meters;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** {@code /metrics}: the counters in Prometheus' text format. */
final class MetricsApi {
    private final Vitals vitals;
    private final Supplier<BusCounters> bus;
    private final Meters meters;
    private final Moments moments;

    MetricsApi(Vitals vitals, Supplier<BusCounters> bus, Meters meters, Moments moments) {
        this.vitals = vitals;
        this.bus = bus;
        this.meters = meters;
        this.moments = moments;
    }

    Answer metrics(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        LoggingStatus status = vitals.status();
        var text = new Exposition();
        String healthy = "1 unless records were lost in the last minute";
        text.one("webbrick_healthy", "gauge", healthy, vitals.healthy() ? 1 : 0);
        String began = "when the gateway began to serve, seconds since 1970";
        text.one("webbrick_start_time_seconds", "gauge", began, vitals.started().getEpochSecond());
        String plausible = "1 when the clock can be right; until then nothing goes by time";
        text.one("webbrick_clock_plausible", "gauge", plausible, status.clockPlausible() ? 1 : 0);
        records(text, status);
        ring(text, status);
        streams(text, status);
        events(text, bus.get());
        meters.write(text);
        return Answer.of(200, Exposition.TYPE, text.toString());
    }

    private static void records(Exposition text, LoggingStatus status) {
        text.one("webbrick_records_accepted_total", "counter", "records offered while enabled", status.accepted());
        text.one("webbrick_records_stored_total", "counter", "records written", status.stored());
        text.one("webbrick_records_lost_total", "counter", "records given up", status.lost());
    }

    private static void ring(Exposition text, LoggingStatus status) {
        String used = "bytes between callers and files";
        text.one("webbrick_ring_used_bytes", "gauge", used, status.fill().usedBytes());
        String capacity = "bytes that the ring holds";
        text.one(
                "webbrick_ring_capacity_bytes", "gauge", capacity, status.fill().capacityBytes());
        String durable = "1 when what the ring holds survives the process";
        text.one("webbrick_ring_durable", "gauge", durable, status.fill().durable() ? 1 : 0);
        BudgetStatus budget = status.budget();
        if (budget != null) {
            text.one("webbrick_budget_limit_bytes", "gauge", "bytes that all files may take", budget.limitBytes());
            text.one("webbrick_budget_used_bytes", "gauge", "bytes that all files take", budget.usedBytes());
        }
    }

    private static void streams(Exposition text, LoggingStatus status) {
        each(text, status, "webbrick_stream_bytes", "gauge", "bytes of a stream's files", StreamStatus::bytes);
        each(text, status, "webbrick_stream_files", "gauge", "files of a stream", StreamStatus::files);
        String stored = "records written to a stream";
        each(text, status, "webbrick_stream_stored_total", "counter", stored, StreamStatus::stored);
        each(text, status, "webbrick_stream_lost_total", "counter", "records a stream gave up", StreamStatus::lost);
        String rotations = "how often a stream began a new file";
        each(
                text,
                status,
                "webbrick_stream_rotations_total",
                "counter",
                rotations,
                stream -> stream.meter().rotations());
        text.family("webbrick_stream_budget_bytes", "gauge", "bytes that a stream's files take at most");
        for (StreamStatus stream : status.streams()) {
            Long most = stream.meter().budgetBytes();
            if (most != null) {
                text.sample("webbrick_stream_budget_bytes", most, "stream", stream.name());
            }
        }
        byLevel(text, status, "webbrick_stream_records_total", "records a stream took", StreamMeter.Taken::records);
        String bytes = "bytes of the lines a stream took, before they are packed";
        byLevel(text, status, "webbrick_stream_written_bytes_total", bytes, StreamMeter.Taken::bytes);
    }

    private static void each(
            Exposition text,
            LoggingStatus status,
            String name,
            String kind,
            String help,
            ToLongFunction<StreamStatus> value) {
        text.family(name, kind, help);
        for (StreamStatus stream : status.streams()) {
            text.sample(name, value.applyAsLong(stream), "stream", stream.name());
        }
    }

    private static void byLevel(
            Exposition text, LoggingStatus status, String name, String help, ToLongFunction<StreamMeter.Taken> value) {
        text.family(name, "counter", help);
        for (StreamStatus stream : status.streams()) {
            for (StreamMeter.Taken taken : stream.meter().taken()) {
                text.sample(name, value.applyAsLong(taken), "stream", stream.name(), "level", taken.level());
            }
        }
    }

    private static void events(Exposition text, BusCounters counters) {
        text.one("webbrick_events_published_total", "counter", "events published", counters.published());
        String suppressed = "events that the configuration keeps out of EventLog";
        text.one("webbrick_events_suppressed_total", "counter", suppressed, counters.suppressed());
        String failed = "events published without being journaled";
        text.one("webbrick_events_failed_total", "counter", failed, counters.failed());
    }
}
