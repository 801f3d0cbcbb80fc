package io.webbrick.gateway.logging.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what readings mean in this house, for graphs, and how much work searching may be. */
final class SeriesSettings {
    private static final int MOST_FACTOR = 1_000;
    private static final int LONGEST_UNIT = 16;

    private SeriesSettings() {}

    static SeriesSpec read(Settings logging) {
        return new SeriesSpec(
                logging.words(ConfigKey.FAULT_TYPES),
                faultValues(logging),
                gapFactor(logging),
                units(logging),
                searchPercent(logging));
    }

    private static int searchPercent(Settings logging) {
        Optional<Literal> given = logging.literal(ConfigKey.SEARCH_SHARE);
        int percent = given.isEmpty()
                ? SeriesSpec.USUAL_SEARCH
                : Units.percent(given.get()).orElse(0);
        if (given.isPresent() && (percent < 1 || percent > 100)) {
            logging.wrong(ConfigKey.SEARCH_SHARE, given.get(), "'1%' to '100%' of one processor, such as '50%'");
            return SeriesSpec.USUAL_SEARCH;
        }
        return percent;
    }

    private static Optional<List<Double>> faultValues(Settings logging) {
        Optional<Literal> given = logging.literal(ConfigKey.FAULT_VALUES);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        List<Literal> items = given.get() instanceof Literal.Sequence sequence
                ? sequence.items()
                : given.get() instanceof Literal.None ? List.of() : List.of(given.get());
        var values = new ArrayList<Double>();
        for (Literal item : items) {
            OptionalDouble value = number(item);
            if (value.isEmpty()) {
                logging.wrong(ConfigKey.FAULT_VALUES, given.get(), "a list of numbers, such as [-1000.0, 85.0]");
                return Optional.empty();
            }
            values.add(value.getAsDouble());
        }
        return Optional.of(values);
    }

    private static OptionalDouble number(Literal item) {
        if (item instanceof Literal.Whole whole) {
            return OptionalDouble.of(whole.value().doubleValue());
        }
        return item instanceof Literal.Real real && Double.isFinite(real.value())
                ? OptionalDouble.of(real.value())
                : OptionalDouble.empty();
    }

    private static Optional<Integer> gapFactor(Settings logging) {
        Optional<Literal> given = logging.literal(ConfigKey.GAP_FACTOR);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble value = number(given.get());
        boolean fits = given.get() instanceof Literal.Whole
                && value.isPresent()
                && value.getAsDouble() >= 1
                && value.getAsDouble() <= MOST_FACTOR;
        if (!fits) {
            logging.wrong(ConfigKey.GAP_FACTOR, given.get(), "a whole number from 1 to " + MOST_FACTOR);
            return Optional.empty();
        }
        return Optional.of((int) value.getAsDouble());
    }

    private static Map<String, String> units(Settings logging) {
        Optional<Literal> given = logging.literal(ConfigKey.UNITS);
        var units = new LinkedHashMap<String, String>();
        if (given.isEmpty()) {
            return units;
        }
        if (given.get() instanceof Literal.Mapping mapping) {
            for (Map.Entry<Literal, Literal> entry : mapping.entries().entrySet()) {
                if (entry.getKey() instanceof Literal.Text source
                        && entry.getValue() instanceof Literal.Text unit
                        && !unit.value().isBlank()
                        && unit.value().length() <= LONGEST_UNIT) {
                    units.put(source.value(), unit.value().strip());
                }
            }
            if (units.size() == mapping.entries().size()) {
                return units;
            }
        }
        logging.wrong(
                ConfigKey.UNITS,
                given.get(),
                "a dictionary of sources and units of at most " + LONGEST_UNIT
                        + " characters, such as {'meter/main': 'kWh'}");
        return Map.of();
    }
}
