package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about series from EventLog's text, with one scan for each question however many sources it names.
 * Any thread. A question costs the reading of the history once; its memory is bounded by the wanted points, not by the
 * history.
 *
 * <p>A gap is one of: {@code sensor fault}, from the first fault (an event of type ET of the same channel, or the value
 * -1000.0) to the next good reading; {@code silent}, no sign for more than five times the usual interval and more than a
 * minute (never for series of 0 and 1, which speak only when they change); {@code lost}, what EventLog says it lost.
 */
public final class SeriesReader {
    private final EventSupply events;
    private final InstantSource clock;

    public SeriesReader(EventHistory history) {
        this(history::read, InstantSource.system());
    }

    SeriesReader(EventSupply events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    /** One series per source of the query, in its order; a source without readings gives an empty one. */
    public List<Series> read(SeriesQuery query) throws IOException {
        Map<String, SourceReadings> bySource = new LinkedHashMap<>();
        Map<String, SourceReadings> byFaultSource = new HashMap<>();
        for (String source : query.sources()) {
            var readings = bySource.computeIfAbsent(source, name -> new SourceReadings(name, query));
            String faultSource = SourceReadings.faultSource(source);
            if (faultSource != null) {
                byFaultSource.put(faultSource, readings);
            }
        }
        var losses = new Losses(query);
        if (!bySource.isEmpty() && !isEmptyRange(query)) {
            var wanted = new HashSet<>(bySource.keySet());
            wanted.addAll(byFaultSource.keySet());
            wanted.add(Losses.SOURCE);
            events.read(new EventQuery(wanted, null, query.from(), query.to()), journaled -> {
                take(journaled, bySource, byFaultSource, losses);
                return true;
            });
        }
        Instant end = end(query);
        return query.sources().stream()
                .map(bySource::get)
                .map(readings -> readings.series(end, losses.gaps()))
                .toList();
    }

    private static void take(
            JournaledEvent journaled,
            Map<String, SourceReadings> bySource,
            Map<String, SourceReadings> byFaultSource,
            Losses losses) {
        HomeEvent event = journaled.event();
        long millis = Cells.millis(journaled.happened());
        if (Losses.isLoss(event)) {
            losses.take(event, millis);
        }
        SourceReadings own = bySource.get(event.source());
        if (own != null) {
            own.take(event, millis);
        }
        SourceReadings faulty = byFaultSource.get(event.source());
        if (faulty != null) {
            faulty.take(event, millis);
        }
    }

    private static boolean isEmptyRange(SeriesQuery query) {
        Instant from = query.from();
        Instant to = query.to();
        return from != null && to != null && !from.isBefore(to);
    }

    /** Until when signs of a source are to be expected: the end of the range, but not the future. */
    private @Nullable Instant end(SeriesQuery query) {
        Instant to = query.to();
        if (to == null) {
            return null;
        }
        Instant now = clock.instant();
        return to.isBefore(now) ? to : now;
    }

    /** All sources, by name. */
    public List<SourceInfo> sources() throws IOException {
        var tallies = new TreeMap<String, SourceTally>();
        events.read(EventQuery.ALL, journaled -> {
            tallies.computeIfAbsent(journaled.event().source(), SourceTally::new)
                    .take(journaled);
            return true;
        });
        var infos = new ArrayList<SourceInfo>(tallies.size());
        tallies.values().forEach(tally -> infos.add(tally.info()));
        return infos;
    }
}
