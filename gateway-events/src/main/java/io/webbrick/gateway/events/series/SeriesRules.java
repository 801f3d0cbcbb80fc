package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.logging.ConfiguredSeries;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What readings mean in this house. Immutable.
 *
 * @param faultTypes events of these types say that their channel's sensor is faulty
 * @param faultValues what faulty temperature sensors read
 * @param timesTheUsual silence of more than so many usual intervals is a gap
 * @param units by source, for sources whose payload names none
 */
public record SeriesRules(
        Set<String> faultTypes, Set<Double> faultValues, int timesTheUsual, Map<String, String> units) {
    /** Those of the original gateway. */
    public static final SeriesRules DEFAULT =
            new SeriesRules(Set.of(HomeEvent.TYPE_PREFIX + "webbrick/ET"), Set.of(-1000.0), 5, Map.of());

    private static final String CELSIUS = "°C";
    private static final String TEMPERATURE_TYPE = HomeEvent.TYPE_PREFIX + "webbrick/CT";

    public SeriesRules {
        faultTypes = Set.copyOf(faultTypes);
        faultValues = Set.copyOf(faultValues);
        units = Map.copyOf(units);
        if (timesTheUsual < 1) {
            throw new IllegalArgumentException("timesTheUsual (" + timesTheUsual + ") must be 1 or more");
        }
    }

    /** What a configuration says, and the original gateway's rules where it says nothing. */
    public static SeriesRules of(ConfiguredSeries configured) {
        return new SeriesRules(
                configured.faultTypes().map(Set::copyOf).orElse(DEFAULT.faultTypes()),
                configured.faultValues().map(Set::copyOf).orElse(DEFAULT.faultValues()),
                configured.gapFactor().orElse(DEFAULT.timesTheUsual()),
                configured.units());
    }

    /** The same rules with further units; these come before others. */
    public SeriesRules withUnits(Map<String, String> further) {
        var all = new java.util.HashMap<>(units);
        all.putAll(further);
        return new SeriesRules(faultTypes, faultValues, timesTheUsual, all);
    }

    /** The unit of a source whose payload says this; WebBricks measure temperatures in degrees. */
    @Nullable
    String unit(String source, String type, @Nullable String named) {
        String configured = units.get(source);
        if (configured != null) {
            return configured;
        }
        return named == null && type.equals(TEMPERATURE_TYPE) ? CELSIUS : named;
    }

    /** What in this unit stands for a fault, each as its bits. */
    long[] faults(@Nullable String unit) {
        return unit == null || unit.startsWith("°")
                ? faultValues.stream().mapToLong(Double::doubleToLongBits).toArray()
                : new long[0];
    }
}
