package io.webbrick.gateway.events.series;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The graphs that the original gateway came with, ready made: each chooses sources, range and resolution. Pure.
 */
public enum View {
    /** Up to eight temperatures over the last seven days. */
    TEMPERATURES,
    /** Up to eight powers, or counters of energy, over one day at six minutes. */
    ENERGY,
    /** What up to eight counters of energy counted on each day of a month. */
    MONTH,
    /** The same for each month of a year. */
    YEAR;

    private static final int MOST = 8;
    private static final int WEEK = 7;
    private static final int WEEK_POINTS = 1_008;
    private static final long SIX_MINUTES = 360_000;
    private static final Set<String> COUNTED = Set.of("Wh", "kWh", "MWh", "m³", "m3", "l", "L");
    private static final Set<String> MOMENTARY = Set.of("W", "kW", "MW");

    /** The view of this word, such as {@code temperatures}. */
    public static Optional<View> named(String word) {
        for (View view : values()) {
            if (view.word().equals(word)) {
                return Optional.of(view);
            }
        }
        return Optional.empty();
    }

    /** In the words of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What is to be asked.
     *
     * @param known the sources of the house, of which the first that fit are taken unless some are given
     * @param sources those given; empty to choose
     * @param day a day of the range: the day itself, or one of the month or year
     * @param now ends the seven days
     */
    public SeriesQuery query(List<SourceInfo> known, List<String> sources, LocalDate day, Instant now, ZoneId zone) {
        var chosen = new ArrayList<String>(sources);
        var attrs = new ArrayList<String>();
        if (sources.isEmpty()) {
            for (SourceInfo source : known) {
                if (chosen.size() < MOST && fits(source)) {
                    chosen.add(source.source());
                    attrs.add(source.attributes().get(0));
                }
            }
        }
        LocalDate first = switch (this) {
            case TEMPERATURES, ENERGY -> day;
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
        LocalDate behind = switch (this) {
            case TEMPERATURES, ENERGY -> day.plusDays(1);
            case MONTH -> first.plusMonths(1);
            case YEAR -> first.plusYears(1);
        };
        if (this == TEMPERATURES) {
            return new SeriesQuery(chosen, attrs, now.minus(Duration.ofDays(WEEK)), now, WEEK_POINTS, null);
        }
        Instant from = first.atStartOfDay(zone).toInstant();
        Instant to = behind.atStartOfDay(zone).toInstant();
        int points = (int) ((to.toEpochMilli() - from.toEpochMilli()) / SIX_MINUTES);
        return this == ENERGY
                ? new SeriesQuery(chosen, attrs, from, to, points, null)
                : new SeriesQuery(chosen, attrs, from, to, 1_000, new Per(unit(), zone));
    }

    private Per.Unit unit() {
        return this == YEAR ? Per.Unit.MONTH : Per.Unit.DAY;
    }

    private boolean fits(SourceInfo source) {
        if (source.attributes().isEmpty()) {
            return false;
        }
        String name = (source.type() + " " + source.source() + " "
                        + source.attributes().get(0))
                .toLowerCase(Locale.ROOT);
        return switch (this) {
            case TEMPERATURES -> isTemperature(source.unit(), source.type(), name);
            case ENERGY -> isIn(MOMENTARY, source.unit()) || (source.unit() == null && isAny(name, "power", "watt"));
            case MONTH, YEAR ->
                isIn(COUNTED, source.unit()) || (source.unit() == null && isAny(name, "energy", "meter"));
        };
    }

    private static boolean isTemperature(@Nullable String unit, String type, String name) {
        return unit == null ? type.endsWith("/CT") || name.contains("temperature") : unit.startsWith("°");
    }

    private static boolean isIn(Set<String> units, @Nullable String unit) {
        return unit != null && units.contains(unit);
    }

    private static boolean isAny(String name, String... words) {
        for (String word : words) {
            if (name.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
