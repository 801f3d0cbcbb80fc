package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.report.Summary;
import io.webbrick.gateway.benchmarks.row.Figure;
import io.webbrick.gateway.benchmarks.row.Row;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a measurement found, in the few words of a progress line. */
final class Progress {
    private Progress() {}

    static String of(Row row, Map<String, List<Double>> values) {
        String figures = row.figures().stream()
                .map(figure -> text(figure, values.getOrDefault(figure.key(), List.of())))
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
        return figures + warning(row, "refused", values) + warning(row, "torn", values);
    }

    /** What should be zero, where it is not and the row does not show it anyway. */
    private static String warning(Row row, String key, Map<String, List<Double>> values) {
        if (row.figures().stream().anyMatch(figure -> figure.key().equals(key))) {
            return "";
        }
        double sum = values.getOrDefault(key, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return sum == 0 ? "" : String.format(Locale.ROOT, ", %s %,.0f", key, sum);
    }

    private static String text(Figure figure, List<Double> values) {
        return values.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s %.3g %s",
                        figure.key(),
                        Summary.of(values).median(),
                        figure.unit());
    }
}
