package io.webbrick.gateway.logging.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration says to those who read the streams back: what readings mean, and how much work searching may be. Immutable.
 *
 * @param faultTypes types of events that say that a sensor is faulty; empty when no file says so
 * @param faultValues what faulty sensors read; empty when no file says so
 * @param gapFactor silence of more than so many usual intervals is a gap; empty when no file says so
 * @param units by source
 * @param searchPercent what searches may take of one processor, 1 to 100
 */
public record SeriesSpec(
        Optional<List<String>> faultTypes,
        Optional<List<Double>> faultValues,
        Optional<Integer> gapFactor,
        Map<String, String> units,
        int searchPercent) {
    /** What searches usually may take. */
    static final int USUAL_SEARCH = 50;

    /** No file says anything. */
    public static final SeriesSpec NONE =
            new SeriesSpec(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), USUAL_SEARCH);

    public SeriesSpec {
        faultTypes = faultTypes.map(List::copyOf);
        faultValues = faultValues.map(List::copyOf);
        units = Map.copyOf(units);
    }
}
