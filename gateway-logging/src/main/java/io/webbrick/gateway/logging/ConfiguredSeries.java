package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.config.SeriesSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration says of readings, for whoever draws graphs of EventLog; empty where no file says anything. Immutable.
 *
 * @param faultTypes types of events that say that a sensor is faulty
 * @param faultValues what faulty sensors read
 * @param gapFactor silence of more than so many usual intervals is a gap
 * @param units by source
 */
public record ConfiguredSeries(
        Optional<List<String>> faultTypes,
        Optional<List<Double>> faultValues,
        Optional<Integer> gapFactor,
        Map<String, String> units) {
    /** No file says anything. */
    public static final ConfiguredSeries NONE = of(SeriesSpec.NONE);

    static ConfiguredSeries of(SeriesSpec spec) {
        return new ConfiguredSeries(spec.faultTypes(), spec.faultValues(), spec.gapFactor(), spec.units());
    }
}
