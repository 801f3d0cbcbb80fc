package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.bus.BusCounters;
import io.webbrick.gateway.logging.BudgetStatus;
import io.webbrick.gateway.logging.LoggingStatus;
import io.webbrick.gateway.logging.StreamStatus;
import io.webbrick.gateway.logging.health.ShipperStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/status}, {@code /api/streams} and {@code /healthz}: how the gateway stands. */
final class StatusApi {
    private final Vitals vitals;
    private final Supplier<BusCounters> bus;
    private final Moments moments;

    StatusApi(Vitals vitals, Supplier<BusCounters> bus, Moments moments) {
        this.vitals = vitals;
        this.bus = bus;
        this.moments = moments;
    }

    Answer status(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        LoggingStatus status = vitals.status();
        Instant now = moments.now();
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", vitals.name());
        body.put("gatewayId", vitals.id());
        body.put("healthy", vitals.healthy());
        body.put("started", vitals.started().truncatedTo(ChronoUnit.MILLIS).toString());
        body.put("now", now.truncatedTo(ChronoUnit.MILLIS).toString());
        body.put("uptimeSeconds", Duration.between(vitals.started(), now).toSeconds());
        body.put("zone", vitals.zone().getId());
        Path directory = status.directory();
        body.put("directory", directory == null ? null : status.where());
        body.put("configuration", status.configuration());
        body.put("configurationProblems", status.configurationProblems());
        body.put("ring", status.ring());
        body.put("ringFill", ring(status));
        body.put("clock", clock(status, now));
        body.put("budget", budget(status.budget()));
        body.put("accepted", status.accepted());
        body.put("stored", status.stored());
        body.put("lost", status.lost());
        body.put("missingAttributes", status.missingAttributes());
        body.put("doubtfulLoggers", status.doubtfulLoggers());
        body.put("problems", status.problems());
        body.put("suppressed", Map.of("events", bus.get().suppressed()));
        body.put("streams", streams(status));
        body.put("shippers", status.shippers().stream().map(StatusApi::shipper).toList());
        return Answer.json(200, body);
    }

    private static Map<String, @Nullable Object> shipper(ShipperStatus shipper) {
        var shape = new LinkedHashMap<String, @Nullable Object>();
        shape.put("name", shipper.name());
        shape.put("kind", shipper.kind());
        shape.put("destination", shipper.destination());
        shape.put("state", shipper.state());
        shape.put("lagMillis", shipper.lagMillis());
        shape.put("waiting", shipper.waiting());
        shape.put("sent", shipper.sent());
        shape.put("requests", shipper.requests());
        shape.put("rejected", shipper.rejected());
        shape.put("gaps", shipper.gaps());
        shape.put("lastSuccess", text(shipper.lastSuccess()));
        shape.put("lastError", shipper.lastError());
        shape.put("lastErrorAt", text(shipper.lastErrorAt()));
        return shape;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static @Nullable Map<String, Long> budget(@Nullable BudgetStatus budget) {
        return budget == null ? null : Map.of("limit", budget.limitBytes(), "used", budget.usedBytes());
    }

    private static Map<String, Object> ring(LoggingStatus status) {
        var fill = new LinkedHashMap<String, Object>();
        fill.put("bytes", status.fill().usedBytes());
        fill.put("capacity", status.fill().capacityBytes());
        fill.put("durable", status.fill().durable());
        fill.put("where", status.ring());
        return fill;
    }

    private static Map<String, Object> clock(LoggingStatus status, Instant now) {
        String state = status.clockPlausible()
                ? "plausible"
                : "the clock says " + now.truncatedTo(ChronoUnit.SECONDS)
                        + " and has not been set; nothing is rotated or deleted by time until it is";
        var clock = new LinkedHashMap<String, Object>();
        clock.put("plausible", status.clockPlausible());
        clock.put("state", state);
        return clock;
    }

    Answer list(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        return Answer.json(200, Map.of("streams", streams(vitals.status())));
    }

    Answer health(Ask ask) throws Refusal {
        new Parameters(ask, moments, Set.of(), Set.of());
        boolean healthy = vitals.healthy();
        return Answer.json(healthy ? 200 : 503, Map.of("healthy", healthy));
    }

    private static List<Map<String, @Nullable Object>> streams(LoggingStatus status) {
        return status.streams().stream().map(StatusApi::stream).toList();
    }

    private static Map<String, @Nullable Object> stream(StreamStatus stream) {
        var shape = new LinkedHashMap<String, @Nullable Object>();
        Path file = stream.file();
        Path name = file == null ? null : file.getFileName();
        Instant oldest = stream.oldest();
        shape.put("name", stream.name());
        shape.put("file", name == null ? null : name.toString());
        shape.put("bytes", stream.bytes());
        shape.put("files", stream.files());
        shape.put("oldest", oldest == null ? null : oldest.toString());
        shape.put("keepsDays", stream.keepsDays());
        shape.put("level", stream.level());
        shape.put("stored", stream.stored());
        shape.put("lost", stream.lost());
        shape.put("budgetBytes", stream.meter().budgetBytes());
        shape.put("share", stream.meter().sharePercent());
        shape.put("rotations", stream.meter().rotations());
        return shape;
    }
}
