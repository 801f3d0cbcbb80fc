package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.bus.EventBus;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.series.SeriesRules;
import io.webbrick.gateway.logging.StreamReading;
import io.webbrick.gateway.logging.StreamStatus;
import io.webbrick.gateway.web.meter.Meters;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything under {@code /api}, the picture, health and metrics. The shapes stand in docs/api.md. */
public final class Api {
    private static final int SCANS = 3;
    private static final int WAITING = 8;
    private static final long WAIT_MILLIS = 5_000;

    private final EventBus bus;
    private final Vitals vitals;
    private final Moments moments;
    private final EventArchive archive;
    private final Streams streams;
    private final Scans scans = new Scans(SCANS, WAITING, WAIT_MILLIS);

    public Api(
            EventBus bus,
            Supplier<EventHistory> history,
            Supplier<SeriesRules> rules,
            Vitals vitals,
            StreamReading reading,
            InstantSource clock) {
        this.bus = bus;
        this.vitals = vitals;
        this.moments = new Moments(clock, vitals::zone);
        this.streams = new Streams(vitals, reading);
        this.archive = new EventArchive(history, rules, () -> eventLog(vitals), vitals::zone);
    }

    /** EventLog as the page wants it. */
    public EventArchive archive() {
        return archive;
    }

    /** Adds what needs somebody who reads streams by himself, or for long. */
    public void addTo(Routes routes, StreamReaders readers) {
        var problems = new ProblemsApi(readers.watch(), vitals, moments);
        routes.get("/api/tail", scans.limit(new TailApi(streams, readers.tails(), moments)::tail));
        routes.get("/api/search", scans.limit(new SearchApi(streams, readers.searches(), moments)::search));
        routes.get("/api/problems", scans.limit(problems::list));
        routes.postBelow(ProblemsApi.PREFIX, scans.limit(problems::acknowledge));
        routes.deleteBelow(ProblemsApi.PREFIX, scans.limit(problems::open));
        routes.get("/api/talkers", scans.limit(problems::talkers));
    }

    /** The same endpoint, sharing the places for questions that read through history. */
    public Endpoint scanning(Endpoint endpoint) {
        return scans.limit(endpoint);
    }

    /**
     * Adds all endpoints.
     *
     * @param meters what the web server counts of itself
     * @param rotate begins a new file in the stream of this name; false when it has none
     * @param stop ends the gateway
     */
    public void addTo(Routes routes, Meters meters, Predicate<String> rotate, Runnable stop) {
        var events = new EventsApi(bus, archive, moments);
        var series = new SeriesApi(archive, moments);
        var status = new StatusApi(vitals, bus::counters, moments);
        routes.post("/api/events", events::post);
        routes.get("/api/events", scans.limit(events::list));
        routes.get("/api/series", scans.limit(series::series));
        routes.get("/api/sources", scans.limit(series::sources));
        routes.get("/history.svg", scans.limit(series::picture));
        routes.get("/api/status", status::status);
        routes.get("/api/streams", status::list);
        var below = new StreamsApi(streams, new RecordsApi(moments, System::nanoTime), moments, rotate);
        routes.getBelow(StreamsApi.PREFIX, scans.limit(below::read));
        routes.postBelow(StreamsApi.PREFIX, below::change);
        routes.get("/api/histogram", scans.limit(new HistogramApi(streams, moments, System::nanoTime)::histogram));
        routes.get("/healthz", status::health);
        routes.get("/metrics", new MetricsApi(vitals, bus::counters, meters, moments)::metrics);
        routes.post("/api/stop", new StopApi(stop)::stop);
    }

    private static @Nullable Path eventLog(Vitals vitals) {
        for (StreamStatus stream : vitals.status().streams()) {
            if (stream.name().equals("EventLog")) {
                return stream.file();
            }
        }
        return null;
    }
}
