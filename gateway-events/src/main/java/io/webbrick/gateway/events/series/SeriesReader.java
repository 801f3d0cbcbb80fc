package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.index.Millis;
import io.webbrick.gateway.events.index.RowHistory;
import io.webbrick.gateway.events.index.Shape;
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
 * Answers questions about series from EventLog, with one pass for each question however many sources it names. Any thread;
 * memory is bounded by the wanted points, not by the history.
 *
 * <p>A gap is one of: {@code sensor fault}, from the first fault (an event of a fault type of the same channel, or a fault
 * value) to the next good reading; {@code silent}, no sign for more than a few times the usual interval and more than a
 * minute (never for series of 0 and 1, which speak only when they change); {@code restart}, the gateway was off; {@code
 * lost}, what EventLog says it lost.
 */
public final class SeriesReader {
    private final RowHistory rows;
    private final SeriesRules rules;
    private final InstantSource clock;

    /** Reads this history by the rules of the original gateway. */
    public SeriesReader(EventHistory history) {
        this(history.rows(), SeriesRules.DEFAULT);
    }

    public SeriesReader(RowHistory rows, SeriesRules rules) {
        this(rows, rules, InstantSource.system());
    }

    SeriesReader(RowHistory rows, SeriesRules rules, InstantSource clock) {
        this.rows = rows;
        this.rules = rules;
        this.clock = clock;
    }

    /** One series per source of the query, in its order; a source without readings gives an empty one. */
    public List<Series> read(SeriesQuery query) throws IOException {
        var pass = new Pass(query);
        if (!query.sources().isEmpty() && !isEmptyRange(query)) {
            Instant from = query.from();
            Instant to = query.to();
            rows.read(
                    pass.bySource.keySet(),
                    from == null ? Long.MIN_VALUE : Millis.of(from),
                    to == null ? Long.MAX_VALUE : Millis.of(to),
                    pass);
        }
        Instant end = end(query);
        return pass.wanted.stream()
                .map(readings -> readings.series(end, pass.outages))
                .toList();
    }

    /** One pass through the history for one question. One thread. */
    private final class Pass implements RowHistory.FileSink {
        private final List<SourceReadings> wanted = new ArrayList<>();
        private final Map<String, List<SourceReadings>> bySource = new LinkedHashMap<>();
        private final Outages outages;
        private final long from;
        private final long to;
        private int file;
        private @Nullable Shape shape;
        private List<SourceReadings> takers = List.of();
        private boolean isClock;

        Pass(SeriesQuery query) {
            outages = new Outages(new Losses(query));
            Instant first = query.from();
            Instant end = query.to();
            from = first == null ? Long.MIN_VALUE : Millis.of(first);
            to = end == null ? Long.MAX_VALUE : Millis.of(end);
            Map<List<@Nullable String>, SourceReadings> known = new HashMap<>();
            for (int i = 0; i < query.sources().size(); i++) {
                add(query.sources().get(i), query.attr(i), query, known);
            }
            bySource.computeIfAbsent(Losses.SOURCE, name -> new ArrayList<>());
            bySource.computeIfAbsent(Outages.CLOCK, name -> new ArrayList<>());
        }

        private void add(
                String source,
                @Nullable String attr,
                SeriesQuery query,
                Map<List<@Nullable String>, SourceReadings> known) {
            var key = new ArrayList<@Nullable String>(2);
            key.add(source);
            key.add(attr);
            SourceReadings readings = known.get(key);
            if (readings == null) {
                readings = new SourceReadings(source, attr, query, rules);
                known.put(key, readings);
                bySource.computeIfAbsent(source, name -> new ArrayList<>()).add(readings);
                String faults = SourceReadings.faultSource(source);
                if (faults != null) {
                    bySource.computeIfAbsent(faults, name -> new ArrayList<>()).add(readings);
                }
            }
            wanted.add(readings);
        }

        @Override
        public void file(int number) {
            file = number;
        }

        @Override
        public boolean wantsOlder(int number) {
            return new HashSet<>(wanted).stream().anyMatch(readings -> readings.wantsOlder(number));
        }

        @Override
        public void row(long millis, Shape next, double[] values) {
            if (!next.equals(shape)) {
                takers = bySource.getOrDefault(next.source(), List.of());
                isClock = next.source().equals(Outages.CLOCK);
            }
            shape = next;
            for (SourceReadings readings : takers) {
                readings.take(file, millis, next, values);
            }
            if (isClock && millis >= from && millis < to) {
                outages.strike(millis);
            }
        }

        @Override
        public void loss(long millis, long fromMillis, long toMillis) {
            if (millis >= from && millis < to) {
                outages.losses().take(fromMillis, toMillis);
            }
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
        rows.describe((shape, events, first, last, values) ->
                tallies.computeIfAbsent(shape.source(), SourceTally::new).take(shape, events, first, last, values));
        var infos = new ArrayList<SourceInfo>(tallies.size());
        tallies.values().forEach(tally -> infos.add(tally.info(rules)));
        return infos;
    }
}
