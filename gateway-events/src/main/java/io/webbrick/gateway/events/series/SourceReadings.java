package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.index.Attributes;
import io.webbrick.gateway.events.index.Millis;
import io.webbrick.gateway.events.index.Shape;
import io.webbrick.gateway.events.series.Series.Point;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what one source of a query has. When the query names no attribute, those that may turn out to be the one are
 * collected side by side: the first numeric one of each rank of {@link Attributes#rank}. One thread.
 */
final class SourceReadings {
    private static final int RANKS = 4;

    private final String source;
    private final SeriesQuery query;
    private final SeriesRules rules;
    private final @Nullable String wanted;
    private final long from;
    private final long to;
    private final @Nullable Readings[] byRank = new @Nullable Readings[RANKS];
    private final String[] attrs = {Attributes.VALUE, Attributes.STATE, "", ""};
    private final LookBack lookBack = new LookBack();
    private @Nullable Shape shape;
    private @Nullable String unit;
    private @Nullable String anyUnit;
    private int place;
    private long[] faults = {};
    private boolean isFault;

    SourceReadings(String source, @Nullable String wanted, SeriesQuery query, SeriesRules rules) {
        this.source = source;
        this.wanted = wanted;
        this.query = query;
        this.rules = rules;
        Instant first = query.from();
        Instant end = query.to();
        from = first == null ? Long.MIN_VALUE : Millis.of(first);
        to = end == null ? Long.MAX_VALUE : Millis.of(end);
    }

    /** Takes an event of this source or of its fault source, as it stands in this file. */
    void take(int file, long millis, Shape next, double[] values) {
        if (!next.equals(shape)) {
            unit = rules.unit(source, next.type(), next.unit());
            anyUnit = unit == null ? anyUnit : unit;
            faults = rules.faults(unit);
            place = wanted == null ? -1 : next.attrs().indexOf(wanted);
            isFault = rules.faultTypes().contains(next.type());
        }
        shape = next;
        if (millis >= to) {
            return;
        }
        if (millis < from) {
            lookBack(file, millis, next, values);
        } else if (isFault) {
            if (wanted == null || wanted.equals(Attributes.VALUE)) {
                readings(0, Attributes.VALUE).fault(millis);
            }
        } else if (wanted == null) {
            takeByRank(millis, next.attrs(), values);
        } else if (place >= 0) {
            take(readings(0, wanted), millis, values[place]);
        }
    }

    private void lookBack(int file, long millis, Shape event, double[] values) {
        if (isFault) {
            lookBack.read(file, millis, Attributes.VALUE, 0, true);
            return;
        }
        List<String> names = event.attrs();
        for (int i = 0; i < names.size(); i++) {
            if (wanted == null || wanted.equals(names.get(i))) {
                lookBack.read(file, millis, names.get(i), values[i], isFault(values[i]));
            }
        }
    }

    private void takeByRank(long millis, List<String> names, double[] values) {
        for (int i = 0; i < names.size(); i++) {
            int rank = Attributes.rank(names.get(i));
            if (isBeaten(rank)) {
                continue;
            }
            if (attrs[rank].isEmpty()) {
                attrs[rank] = names.get(i);
            }
            if (attrs[rank].equals(names.get(i))) {
                take(readings(rank, names.get(i)), millis, values[i]);
            }
        }
    }

    /** Whether a better attribute has readings already, so that one of this rank is never the one. */
    private boolean isBeaten(int rank) {
        for (int better = 0; better < rank; better++) {
            if (byRank[better] != null) {
                return true;
            }
        }
        return false;
    }

    private void take(Readings readings, long millis, double value) {
        if (isFault(value)) {
            readings.fault(millis);
        } else {
            readings.read(millis, value);
        }
        readings.unit(unit);
    }

    private boolean isFault(double value) {
        long bits = Double.doubleToLongBits(value);
        for (long fault : faults) {
            if (fault == bits) {
                return true;
            }
        }
        return false;
    }

    private Readings readings(int rank, String attr) {
        Readings known = byRank[rank];
        if (known == null) {
            known = new Readings(attr, query, rules);
            byRank[rank] = known;
        }
        return known;
    }

    private @Nullable Readings best() {
        for (Readings readings : byRank) {
            if (readings != null && !readings.isEmpty()) {
                return readings;
            }
        }
        return null;
    }

    /** Whether an older reading in this file could be the last one before the range. */
    boolean wantsOlder(int file) {
        Readings best = best();
        return lookBack.wantsOlder(file, best == null ? wanted : best.attr());
    }

    /** The series of the wanted attribute, or of the best one that has readings. */
    Series series(@Nullable Instant end, Outages outages) {
        Readings best = best();
        if (best != null) {
            return best.series(source, end, outages, lookBack.last(best.attr()));
        }
        String chosen = wanted == null ? lookBack.best() : wanted;
        String attr = chosen == null ? Attributes.VALUE : chosen;
        Point last = lookBack.last(attr);
        return Readings.empty(source, attr, last == null ? null : anyUnit, outages, last);
    }

    /** Where the faults of this source are logged: a temperature's under the same channel with type ET. */
    static @Nullable String faultSource(String source) {
        String[] parts = source.split("/", -1);
        return parts.length == 4 && parts[0].equals("webbrick") && parts[2].equals("CT")
                ? "webbrick/" + parts[1] + "/ET/" + parts[3]
                : null;
    }
}
