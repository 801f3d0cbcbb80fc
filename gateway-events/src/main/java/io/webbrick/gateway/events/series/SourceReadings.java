package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.series.Series.Gap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what one source of a query has. When the query names no attribute, those that may turn out to be the one are
 * collected side by side: the first numeric one of each rank of {@link Attributes#rank}. One thread.
 */
final class SourceReadings {
    private static final int RANKS = 4;
    private static final double FAULT_VALUE = -1000.0;
    private static final String CELSIUS = "°C";
    private static final String FAULT_TYPE = HomeEvent.TYPE_PREFIX + "webbrick/ET";
    private static final String TEMPERATURE_TYPE = HomeEvent.TYPE_PREFIX + "webbrick/CT";

    private final String source;
    private final SeriesQuery query;
    private final @Nullable String wanted;
    private final @Nullable Readings[] byRank = new @Nullable Readings[RANKS];
    private final String[] attrs = {Attributes.VALUE, Attributes.STATE, "", ""};

    SourceReadings(String source, SeriesQuery query) {
        this.source = source;
        this.query = query;
        wanted = query.attr();
    }

    /** Takes an event of this source or of its fault source. */
    void take(HomeEvent event, long millis) {
        String unit = unit(event);
        if (event.type().equals(FAULT_TYPE)) {
            if (wanted == null || wanted.equals(Attributes.VALUE)) {
                readings(0, Attributes.VALUE).fault(millis);
            }
        } else if (wanted != null) {
            Double value = Attributes.number(event.payload(), wanted);
            if (value != null) {
                take(readings(0, wanted), millis, value, unit);
            }
        } else {
            takeByRank(event, millis, unit);
        }
    }

    private void takeByRank(HomeEvent event, long millis, @Nullable String unit) {
        for (Map.Entry<String, Double> entry : Attributes.all(event.payload()).entrySet()) {
            int rank = Attributes.rank(entry.getKey());
            if (attrs[rank].isEmpty()) {
                attrs[rank] = entry.getKey();
            }
            if (attrs[rank].equals(entry.getKey())) {
                take(readings(rank, entry.getKey()), millis, entry.getValue(), unit);
            }
        }
    }

    private static void take(Readings readings, long millis, double value, @Nullable String unit) {
        if (value == FAULT_VALUE && (unit == null || unit.startsWith("°"))) {
            readings.fault(millis);
        } else {
            readings.read(millis, value);
        }
        readings.unit(unit);
    }

    private Readings readings(int rank, String attr) {
        Readings known = byRank[rank];
        if (known == null) {
            known = new Readings(attr, query);
            byRank[rank] = known;
        }
        return known;
    }

    /** The unit that the payload names, or the one that WebBricks measure temperatures in. */
    private static @Nullable String unit(HomeEvent event) {
        String named = Attributes.unit(event.payload());
        return named == null && event.type().equals(TEMPERATURE_TYPE) ? CELSIUS : named;
    }

    /** The series of the wanted attribute, or of the best one that has readings. */
    Series series(@Nullable Instant end, List<Gap> lost) {
        for (Readings readings : byRank) {
            if (readings != null && !readings.isEmpty()) {
                return readings.series(source, end, lost);
            }
        }
        return new Series(source, wanted == null ? Attributes.VALUE : wanted, null, List.of(), lost);
    }

    /** Where the faults of this source are logged: a temperature's under the same channel with type ET. */
    static @Nullable String faultSource(String source) {
        String[] parts = source.split("/", -1);
        return parts.length == 4 && parts[0].equals("webbrick") && parts[2].equals("CT")
                ? "webbrick/" + parts[1] + "/ET/" + parts[3]
                : null;
    }
}
