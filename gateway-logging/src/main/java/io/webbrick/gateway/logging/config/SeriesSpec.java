package io.webbrick.gateway.logging.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration says of readings. Immutable.
 *
 * @param faultTypes types of events that say that a sensor is faulty; empty when no file says so
 * @param faultValues what faulty sensors read; empty when no file says so
 * @param gapFactor silence of more than so many usual intervals is a gap; empty when no file says so
 * @param units by source
 */
public record SeriesSpec(
        Optional<List<String>> faultTypes,
        Optional<List<Double>> faultValues,
        Optional<Integer> gapFactor,
        Map<String, String> units) {
    /** No file says anything. */
    public static final SeriesSpec NONE =
            new SeriesSpec(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public SeriesSpec {
        faultTypes = faultTypes.map(List::copyOf);
        faultValues = faultValues.map(List::copyOf);
        units = Map.copyOf(units);
    }
}
